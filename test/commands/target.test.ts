import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { beginAudit, endAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

describe('a verb on a cluster', () => {
  test('acts on what -N and -R leave, and contacts nothing to say so', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      const { code, out } = await typed(['stop', 'prod', '-N', '10.0.0.2:21003', '--list-hosts'], { home })
      assert.equal(code, 0)
      assert.match(out, /^Stop dm-worker\n {2}10\.0\.0\.2:21003\n/)
      assert.match(out, /Stop dm-master\n {2}no hosts\n/)
    })
  })

  test('is refused for an unknown cluster, with the nearest name', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      const { code, err } = await typed(['stop', 'prodd', '-y'], { home })
      assert.equal(code, 2)
      assert.match(err, /^there is no cluster "prodd"\nhint: did you mean prod\?/)
    })
  })

  test('destroy of one that was destroyed says so, and leaves nothing behind', async () => {
    await withHome(async (home) => {
      const state = await stateFolder(home)
      const begun = {
        started: 1,
        command: 'dmbook destroy prod',
        verb: 'destroy',
        user: 'me',
        cluster: 'prod',
        run: 'r1',
      }
      await endAudit(state, await beginAudit(state, begun), { exit: 0, now: 2 })
      const { code, out } = await typed(['destroy', 'prod', '-y'], { home })
      assert.deepEqual([code, out], [0, 'prod is already destroyed.\n'])
      const json = await typed(['destroy', 'prod', '-y', '--json'], { home })
      assert.equal(JSON.parse(json.out).text, 'prod is already destroyed.')
      assert.ok(!existsSync(join(home, 'locks', 'prod.lock')))
      assert.equal((await typed(['destroy', 'never', '-y'], { home })).code, 2)
    })
  })
})
