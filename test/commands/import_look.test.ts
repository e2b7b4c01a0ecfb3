import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { importScene, target } from './legacy_directory.js'

describe('looksAt()', () => {
  test('42 a host that cannot be reached', async (t) => {
    const { type } = await importScene(t)
    const words = ['--dir', 'dm-ansible', ...target, '--services', 'supervised', '--ssh-timeout', '5']
    const { code, err } = await type([...words, '--user', 'dm', '--plan'])
    assert.equal(code, 4, err)
    assert.match(err, /cannot reach 127\.0\.0\.1 as nothing listens at 127\.0\.0\.1:\d+/)
  })

  test('50 a cluster that runs, 43 a script that is gone', async (t) => {
    const { run, ports, cluster } = await importScene(t)
    const server = createServer().listen(ports[0], '127.0.0.1')
    t.after(() => void server.close())
    rmSync(join(cluster.nodes[1]?.deployDir ?? '', 'scripts'), { recursive: true })
    const { code, err } = await run()
    assert.equal(code, 6)
    assert.match(err, new RegExp(`as it still runs: its port ${ports[0]} is open`))
    assert.match(err, /ansible-playbook stop\.yml/)
    assert.match(err, /its run script is missing/)
    assert.match(err, /2 problems\. Nothing was changed/)
  })
})
