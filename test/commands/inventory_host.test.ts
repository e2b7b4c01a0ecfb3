import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventory } from './typed_inventory.js'

describe('hostLines()', () => {
  test('host says where each value comes from, and what never takes effect', async () => {
    const { out } = await inventory(['host', 'i/inventory.ini', 'w1'])
    assert.match(out, /^w1 \(i\/inventory\.ini:4:1\)\ngroups: all, dm_worker_servers\n/)
    assert.match(
      out,
      /\ndm_worker_port +8262 +group_vars of dm_worker_servers +i\/group_vars\/dm_worker_servers\.yml:1:17\n/,
    )
    assert.match(out, /\n {2}beats dm_worker_port +9999 +\[dm_worker_servers:vars\] +i\/inventory\.ini:11:16\n/)
    assert.match(out, /\nlog_dir +\/home\/tidb\/deploy\/log \(from \{\{ deploy_dir \}\}\/log\)/)
    assert.ok(!out.includes('hunter2'))
    assert.equal(JSON.parse((await inventory(['host', 'i/inventory.ini', 'w1', '--json'])).out).dm_worker_port, '8262')
  })
})
