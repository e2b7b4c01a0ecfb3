import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { listAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

const stop = (words: readonly string[], answers: readonly string[] = []) =>
  withHome(async (home) => {
    await twoMachines(home)
    const said = await typed(['stop', 'prod', ...words], { home, answers })
    return { ...said, audit: await listAudit(await stateFolder(home)) }
  })

describe('a verb that is a playbook', () => {
  test('asks the question of its header; a no, or the end of input, changes nothing and ends with 6', async () => {
    for (const answers of [['no'], []]) {
      const { code, out, err, audit } = await stop([], answers)
      assert.deepEqual([code, audit], [6, []])
      assert.match(
        out,
        /^ {2}dm-master {2}10\.0\.0\.1:\d+(, \S+)*\n {2}dm-worker {2}10\.0\.0\.2:21003\nStop these of prod\? .* \[y\/N\] $/,
      )
      assert.match(err, /^not confirmed: nothing was changed\nhint: answer yes, or give -y\n/)
    }
  })

  test('prints its plays and tasks without a question', async () => {
    const { code, out } = await stop(['--list-tasks', '-R', 'dm-worker'])
    assert.equal(code, 0)
    assert.match(out, /Stop dm-worker\n {2}10\.0\.0\.2:21003\n {4}Stop the unit {2}\S+stop\.yaml:\d+:\d+\n/)
  })

  test('says all wrong words at once', async () => {
    const { code, err } = await stop(['-N', 'x:1,y:2', '-R', 'z', '-y'])
    assert.equal(code, 2)
    assert.match(err, /x:1[\s\S]*y:2[\s\S]*role z[\s\S]*3 problems\. Nothing was changed\./)
  })
})
