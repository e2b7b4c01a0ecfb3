// What `adopt` says and leaves before a machine is reached; on machines it is test/lab/adopt.lab.ts.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, tiupMeta } from '../fakes/tiup_home.js'
import { typed, withHome } from '../fakes/typed.js'

describe('adopt', () => {
  test('ends with 2 where a meta.yaml is hostile, and nothing is kept of it', async (context) => {
    const tiup = temporaryFolder(context)
    putTiupCluster(tiup, 'prod', tiupMeta.replace('10.0.0.1', '"$(touch x)"'))
    await withHome(async (home) => {
      const { code, err } = await typed(['adopt', 'prod', '-y'], { home, env: { TIUP_HOME: tiup } })
      assert.equal(code, 2)
      assert.match(err, /prod\/meta\.yaml:6:13 cannot adopt the cluster as host/)
    })
  })

  test('lists what it will do without reaching anything', async (context) => {
    const tiup = temporaryFolder(context)
    putTiupCluster(tiup, 'prod')
    await withHome(async (home) => {
      const { code, out } = await typed(['adopt', 'prod', '--from', tiup, '--list-tasks'], { home })
      assert.equal(code, 0)
      assert.match(out, /Mark the directories/)
      assert.deepEqual(readdirSync(join(home, 'clusters')), [])
    })
  })

  test('leaves nothing behind of a cluster that it could not reach, and TiUP’s files as they were', async (context) => {
    const tiup = temporaryFolder(context)
    const meta = tiupMeta
      .replaceAll(/10\.0\.0\.\d/g, '127.0.0.1')
      .replaceAll('name: m1', 'name: m1, ssh_port: 1')
      .replace('name: w1', 'name: w1, ssh_port: 1')
    const folder = putTiupCluster(tiup, 'prod', meta)
    const before = statSync(join(folder, 'meta.yaml')).mtimeMs
    await withHome(async (home) => {
      const { code, out, err } = await typed(['adopt', 'prod', '--from', tiup, '-y', '--accept-new-host-keys'], {
        home,
      })
      assert.equal(code, 4, `${out}\n${err}`)
      assert.deepEqual(readdirSync(join(home, 'clusters')), [])
    })
    assert.equal(statSync(join(folder, 'meta.yaml')).mtimeMs, before)
    assert.equal(readFileSync(join(folder, 'meta.yaml'), 'utf8'), meta)
    assert.deepEqual(readdirSync(folder).sort(), ['meta.yaml', 'ssh'])
  })
})
