import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { beginAudit, endAudit, listAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { typed, withHome } from '../fakes/typed.js'
import { assertGolden } from './golden.js'
import { killedRun, twoMachines } from './two_machines.js'

async function record(home: string, given: { started: number; command: string; exit?: number }): Promise<string> {
  const state = await stateFolder(home)
  const begun = await beginAudit(state, { ...given, verb: 'start', user: 'ann', cluster: 'prod', run: null })
  await endAudit(state, begun, { exit: given.exit ?? 0, now: given.started + 1500 })
  return begun.id
}

const at = Date.UTC(2020, 7, 13, 5, 36, 10)

describe('audit', () => {
  test('lists the newest first, in the columns of tiup dm', async () => {
    await withHome(async (home) => {
      await record(home, { started: at, command: 'dmbook list' })
      await record(home, { started: at + 129_000, command: 'dmbook display test' })
      const { code, out } = await typed(['audit'], { home })
      assert.equal(code, 0)
      const [head, rule, ...rows] = out.trimEnd().split('\n')
      assert.match(head ?? '', /^ID +Time +Command$/)
      assert.match(rule ?? '', /^-- +---- +-------$/)
      assert.match(rows[0] ?? '', /^[0-9a-zA-Z]+ {2}2020-08-13T05:38:19Z {2}dmbook display test$/)
      assert.match(rows[1] ?? '', /^[0-9a-zA-Z]+ {2}2020-08-13T05:36:10Z {2}dmbook list$/)
    })
  })

  test('shows one record, by its id or that of its run, as text and as JSON', async () => {
    await withHome(async (home) => {
      const id = await record(home, { started: at, command: 'dmbook list', exit: 4 })
      const { out } = await typed(['audit', id], { home })
      assert.match(out, /^Audit: +\w+\nCommand: +dmbook list\nBy: +ann on .*\nCluster: +prod\n/)
      assert.match(out, /Ended: +2020-08-13T05:36:11Z, after 1\.5s, exit 4\n$/)
      await killedRun(home, { run: 'r9', started: at }, [])
      assert.match((await typed(['audit', 'r9'], { home })).out, /Ended: +never: it was killed/)
      const { schema, state, journal } = JSON.parse((await typed(['audit', 'r9', '--json'], { home })).out)
      assert.deepEqual([schema, state, journal], ['dmbook/audit-run/v1', 'killed', []])
    })
  })

  test('knows no other id', async () => {
    await withHome(async (home) => assert.equal((await typed(['audit', 'xyz'], { home })).code, 2))
  })

  test('has every verb on a cluster in it, with its exit code, also those that only look or fail', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      await typed(['display', 'prod', '--version'], { home })
      await typed(['display', 'nobody'], { home })
      await typed(['lock', 'status', 'prod'], { home })
      await typed(['list'], { home })
      const records = await listAudit(await stateFolder(home))
      assert.deepEqual(
        records.reverse().map(({ command, cluster, exit, run }) => [command, cluster, exit, run]),
        [
          ['dmbook display prod --version', 'prod', 0, null],
          ['dmbook display nobody', 'nobody', 2, null],
          ['dmbook lock status prod', 'prod', 0, null],
        ],
      )
    })
  })
})

describe('audit cleanup', () => {
  test('asks, then forgets what is older than --retain-days', async () => {
    await withHome(async (home) => {
      await record(home, { started: at, command: 'old' })
      await record(home, { started: Date.now() - 86_400_000, command: 'young' })
      assert.equal((await typed(['audit', 'cleanup'], { home, answers: ['n'] })).code, 6)
      const { code, out } = await typed(['audit', 'cleanup'], { home, answers: ['y'] })
      assert.equal(code, 0)
      assert.match(out, /Forget 1 record from before .*\? \[y\/N\] 1 record from before .* forgotten/)
      assert.deepEqual(
        (await listAudit(await stateFolder(home))).map(({ command }) => command),
        ['young'],
      )
    })
  })

  test('keeps a run that is under way, and says as JSON what it forgot', async () => {
    await withHome(async (home) => {
      const id = await record(home, { started: at, command: 'old' })
      const state = await stateFolder(home)
      await beginAudit(state, { started: at, command: 'x', verb: 'x', user: 'x', cluster: null, run: null })
      const { out } = await typed(['audit', 'cleanup', '--retain-days', '0', '--json', '-y'], { home })
      assert.deepEqual(JSON.parse(out).forgotten, [id])
      assert.equal((await typed(['audit', 'cleanup', '--retain-days', '-1', '-y'], { home })).code, 2)
    })
  })
})

describe('runs', () => {
  test('lists runs with how they ended, the newest first', async () => {
    await withHome(async (home) => {
      await killedRun(home, { run: 'r1', started: at, verb: 'stop' }, [])
      const state = await stateFolder(home)
      const begun = { command: 'x', user: 'x', cluster: null, started: at + 5000 }
      for (const [run, exit] of [
        ['r2', 4],
        ['r3', 0],
        ['r4', 130],
      ] as const) {
        const one = await beginAudit(state, { ...begun, verb: 'hello.yaml', run })
        await endAudit(state, one, { exit, now: at + 6000 })
      }
      await beginAudit(state, { ...begun, started: at + 9000, verb: 'start', run: 'r5' })
      const { out } = await typed(['runs'], { home })
      assertGolden('runs.txt', out)
      const { runs } = JSON.parse((await typed(['runs', '--json'], { home })).out)
      assert.deepEqual([runs[0].run, runs[0].result, runs.at(-1).result], ['r5', 'running', 'killed'])
    })
  })
})
