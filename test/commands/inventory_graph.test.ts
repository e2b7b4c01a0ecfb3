import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventory } from './typed_inventory.js'

describe('graphLines()', () => {
  test('graph draws what lies in what, with variables where asked', async () => {
    const { out } = await inventory(['graph', 'i/inventory.ini'])
    assert.equal(
      out,
      '@all:\n  |--@ungrouped:\n  |--@dm_worker_servers:\n  |  |--w1\n  |--@monitored:\n  |  |--@dm_master_servers:\n  |  |  |--m\n',
    )
    const part = await inventory(['graph', 'i/inventory.ini', 'dm_worker_servers', '--vars'])
    assert.match(part.out, /^@dm_worker_servers:\n {2}\|--w1\n {2}\| {2}\|--\{ansible_user = tidb\}\n/)
    assert.match(part.out, /\{mysql_password = \*{6}\}/)
    const { schema, children } = JSON.parse((await inventory(['graph', 'i/inventory.ini', '--json'])).out)
    assert.deepEqual([schema, children.length], ['dmbook/inventory-graph/v1', 3])
  })
})
