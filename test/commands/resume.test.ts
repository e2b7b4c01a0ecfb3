import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { beginAudit, endAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { typed, withHome } from '../fakes/typed.js'
import { killedRun, twoMachines } from './two_machines.js'

const head = (words: readonly string[], more: object = {}) => ({
  ...{ kind: 'head', run: 'r1', verb: words[0], cluster: 'prod', words, cwd: '/', mirror: null, digest: 'd', from: 0 },
  ...more,
})
const applying = {
  kind: 'applying',
  task: { id: 't', name: 'Start the unit' },
  host: '10.0.0.1:21001',
  changes: ['start m1'],
}

describe('resume', () => {
  test('types the words of the killed run again, saying what is in doubt', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      await killedRun(home, {}, [head(['start', 'prod', '--list-hosts']), applying])
      const { code, out, err } = await typed(['resume'], { home })
      assert.equal(code, 0, err)
      assert.match(
        err,
        /^Resuming r1: dmbook start prod \(by ann, .*\), which was killed\nIn doubt, looked at again now:\n {2}10\.0\.0\.1:21001 {2}Start the unit: start m1\n/,
      )
      assert.match(err, /warning: the playbook is not the one that was interrupted/)
      assert.match(out, /Start dm-master\n {2}10\.0\.0\.1:21001, 10\.0\.0\.2:21001\n/)
    })
  })

  test('says where there is nothing to continue', async () => {
    await withHome(async (home) => {
      assert.equal((await typed(['resume'], { home })).out, 'There is no run to continue.\n')
    })
  })

  test('refuses a run whose words held a secret, or that kept none', async () => {
    await withHome(async (home) => {
      await killedRun(home, {}, [head(['patch', 'prod', '--pin=******'])])
      await killedRun(home, { run: 'r2' }, [applying])
      const secret = await typed(['resume', 'r1'], { home })
      assert.deepEqual([secret.code, /a secret was typed with it/.test(secret.err)], [6, true])
      const bare = await typed(['resume', 'r2'], { home })
      assert.deepEqual([bare.code, /does not say what was asked for/.test(bare.err)], [6, true])
    })
  })

  test('refuses a run that is under way, and an unknown one', async () => {
    await withHome(async (home) => {
      const state = await stateFolder(home)
      await beginAudit(state, {
        started: 1,
        command: 'dmbook start prod',
        verb: 'start',
        user: 'ann',
        cluster: 'prod',
        run: 'r3',
      })
      assert.equal((await typed(['resume', 'r3'], { home })).code, 5)
      assert.equal((await typed(['resume', 'r4'], { home })).code, 2)
    })
  })
})

describe('what handlers owe', () => {
  const notified = { kind: 'notified', play: 0, host: '10.0.0.1:21001', handlers: ['Say so'] }
  const killed = async (home: string, lines: readonly object[]) => {
    await twoMachines(home)
    await killedRun(home, { verb: 'start' }, [head(['start', 'prod', '--list-hosts']), ...lines])
    const state = await stateFolder(home)
    const later = {
      ...{ started: Date.now(), command: 'dmbook start prod', verb: 'start', user: 'ann', cluster: 'prod', run: 'r2' },
    }
    const audit = await beginAudit(state, later)
    await endAudit(state, audit, { exit: 0, now: Date.now() })
  }

  test('is resumed by name though a run of its own ended well since', async () => {
    await withHome(async (home) => {
      await killed(home, [notified])
      const { code, err } = await typed(['resume', 'r1'], { home })
      assert.equal(code, 0, err)
      assert.match(err, /^Still to run on 10\.0\.0\.1:21001: Say so$/m)
    })
  })

  test('was handled: then it needs nothing more', async () => {
    await withHome(async (home) => {
      await killed(home, [notified, { kind: 'handled', play: 0, hosts: ['10.0.0.1:21001'] }])
      assert.match((await typed(['resume', 'r1'], { home })).out, /needs nothing more/)
    })
  })
})
