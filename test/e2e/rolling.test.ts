// Rolling patch, reload and upgrade of a cluster with two busy sources, watched from outside; killed, and repeated.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { packPlayground } from '../../src/playground/pack.js'
import { root } from '../shape/imports.js'
import { type Embedded, embedded, version } from './embedded.js'
import { hotfix } from './hotfix.js'
import { configured, recorded, secondHere, started, succeeded } from './steps.js'
import { watch } from './vigil.js'

const newer = 'v8.5.0'

describe('rolling operations', () => {
  let it: Embedded
  let patch = ''

  before(async () => {
    it = await embedded('roll', { workers: 3 })
    await packPlayground({ dir: it.packages, version: newer, program: join(root, 'dist', 'simulator.cjs') })
    patch = await hotfix(it.home, 'v8.1.0-hotfix')
    await started(it)
    await it.migrate(2)
  })
  after(() => it.end())

  /** Runs the verb under watch: nobody's migration notices more than it must. */
  async function watched(words: readonly string[], t: TestContext): Promise<string> {
    const before = secondHere()
    const end = watch(it.masters, ['t1', 't2'])
    const { out } = succeeded(await it.type(words))
    const seen = await end()
    const second = Math.max(before, secondHere())
    const { leaders, leastHealthy, longestShort, longestWithoutLeader, longestUnbound, owners, stepsBack } = seen
    const moves = [...owners.values()].map((workers) => workers.length - 1)
    t.diagnostic(JSON.stringify({ ...seen, owners: Object.fromEntries(owners), second: Math.round(second) }))
    assert.ok(leaders.length <= 2, `leaders: ${leaders.join(', ')}`)
    assert.ok(longestShort <= second, `${leastHealthy} healthy masters for ${longestShort} ms`)
    assert.ok(longestWithoutLeader <= second, `no leader for ${longestWithoutLeader} ms`)
    assert.ok(longestUnbound <= second, `a source without a worker for ${longestUnbound} ms`)
    assert.ok(Math.max(...moves) <= 1, `moves of sources: ${moves}`)
    assert.deepEqual(stepsBack, [])
    return out
  }

  const versions = async (): Promise<string[]> => {
    const { out } = await it.type(['display', 'roll', '--json'])
    const members = JSON.parse(out).instances.filter(({ role }: { role: string }) => role.startsWith('dm-'))
    return members.map(
      (one: { version: string; patched: boolean }) => `${one.version}${one.patched ? ' (patched)' : ''}`,
    )
  }
  const running = async (...tasks: readonly string[]) => {
    const { tasks: found } = JSON.parse((await it.dmctl(['query-status'])).out)
    const states = found.map((one: { taskName: string; taskStatus: string }) => `${one.taskName} ${one.taskStatus}`)
    assert.deepEqual(
      states,
      tasks.map((task) => `${task} Running`),
    )
  }
  const healthy = async () => succeeded(await it.type(['display', 'roll', '--exit-code']))
  const changesNothing = async (words: readonly string[]) =>
    assert.match(succeeded(await it.type(words)).out, /Nothing had to change/)

  test('patch of three masters and three workers', async (t) => {
    const out = await watched(['patch', 'roll', patch, '-y'], t)
    assert.deepEqual(await versions(), Array(6).fill('v8.1.0-hotfix (patched)'))
    assert.match((await healthy()).out, /dm-master \(patched\).*Healthy\|L/)
    assert.equal(out.match(/Hand leadership over: 1 changed/g)?.length, 1, 'only the leader is told to hand over')
    await changesNothing(['patch', 'roll', patch, '-y'])
  })

  test('patch killed before any of its steps is finished by the same command', async () => {
    const other = await hotfix(it.home, 'v8.1.0-second')
    const words = ['patch', 'roll', other, '-R', 'dm-master', '-y']
    const steps = [
      'Note that it is out',
      'Stop the unit',
      'Activate what was staged',
      'Start it',
      'Confirm this release',
    ]
    for (const task of [...steps, 'Hand leadership over', 'Let it lead again']) await it.kill(words, { task })
    succeeded(await it.type(words))
    await changesNothing(words)
    assert.deepEqual((await versions()).slice(0, 3), Array(3).fill('v8.1.0-second (patched)'))
    await healthy()
  })

  test('reload restarts nothing where no file changed, and only masters where theirs did', async (t) => {
    await changesNothing(['reload', 'roll', '-y'])
    await configured(it.home, 'roll', { master: { 'log-level': 'warn' } })
    assert.match(succeeded(await it.type(['reload', 'roll', '--skip-restart', '-y'])).out, /3 changes/)
    const out = await watched(['reload', 'roll', '-y'], t)
    assert.equal(out.match(/Start it: 1 changed/g)?.length, 3)
    await changesNothing(['reload', 'roll', '-y'])
  })

  test('restart of everything, one instance after the other', async (t) => {
    const out = await watched(['restart', 'roll', '-y'], t)
    assert.equal(out.match(/Start it: 1 changed/g)?.length, 9)
    await healthy()
  })

  test('sources are handed over before their workers restart, and put back', async (t) => {
    const bound = async () => (await it.type(['display', 'roll'])).out.match(/^Bound sources: .*$/m)?.[0] ?? ''
    const before = await bound()
    const { err, out } = succeeded(await it.type(['restart', 'roll', '-R', 'dm-worker', '--workers', 'move', '-y']))
    t.diagnostic(`${before}; ${await bound()}`)
    assert.equal(out.match(/Hand its source to another worker: 1 changed/g)?.length, 2)
    assert.match(`${out}${err}`, /warning: control: s1 moved from w\d to w\d, and stays there/)
    const words = ['restart', 'roll', '-R', 'dm-worker', '--workers', 'move', '--restore-binding', '-y']
    const now = await bound()
    succeeded(await it.type(words))
    assert.equal(await bound(), now)
    await running('t1', 't2')
  })

  test('a move that was cut short is finished by the next run', async () => {
    await it.dmctl(['pause-task', 't1'])
    await recorded(it.home, 'roll', (meta) => ({ ...meta, moving: { s1: ['t1'] } }))
    succeeded(await it.type(['start', 'roll', '-N', it.masters[0] ?? '', '-y']))
    await running('t1', 't2')
  })

  test('a guard that nobody knows is not overruled', async () => {
    const words = ['restart', 'roll', '-N', it.masters[0] ?? '', '-y']
    const { err, code } = await it.type([...words, '--allow', 'quorom'])
    assert.equal(code, 2, err)
    assert.match(err, /did you mean quorum\?/)
  })

  test('upgrade, killed half way and continued; the marks go', async (t) => {
    const words = ['upgrade', 'roll', newer, '-y']
    await it.kill(words, { task: 'Activate what was staged', host: it.workers[0] ?? '' })
    const { code, err } = await it.type(['upgrade', 'roll', 'v8.3.0', '-y'])
    assert.deepEqual([code, /half way to v8\.5\.0/.test(err)], [6, true])
    await watched(words, t)
    assert.deepEqual(await versions(), Array(6).fill(newer))
    assert.match((await healthy()).out, /^Cluster version: {4}v8\.5\.0$/m)
    assert.match((await it.type(words)).out, /is at v8\.5\.0 already: nothing to do/)
    assert.equal((await it.type(['upgrade', 'roll', version, '-y'])).code, 6)
  })
})
