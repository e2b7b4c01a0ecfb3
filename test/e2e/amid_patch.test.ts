// What happens to a patch while it runs: a leader dies at the worst moment, another operator comes, the process is
// stopped and wakes when somebody else has gone on. Each time nobody else is touched and the same command finishes.

import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { after, before, beforeEach, describe, test } from 'node:test'
import { processesIn } from '../fakes/processes_in.js'
import { until } from '../fakes/until.js'
import { amid, changesOf } from './amid.js'
import { type Embedded, type Ended, embedded } from './embedded.js'
import { hotfix } from './hotfix.js'
import { started, succeeded } from './steps.js'

interface Shown {
  readonly id: string
  readonly role: string
  readonly status: string
  readonly since: number
}

describe('a patch that is disturbed', () => {
  let it: Embedded
  const patches: string[] = []

  before(async () => {
    it = await embedded('amid')
    await started(it)
    for (const name of ['a', 'b']) patches.push(await hotfix(it.home, `v8.1.0-${name}`))
  })
  after(() => it.end())
  let turn = 0
  /** Each scenario patches with another package than the one before. */
  beforeEach(() => void turn++)
  const words = (...more: string[]) => ['patch', 'amid', patches[turn % 2] ?? '', '-y', ...more]

  const shown = async (): Promise<Shown[]> => JSON.parse((await it.type(['display', 'amid', '--json'])).out).instances
  const leader = async (): Promise<string> => (await shown()).find(({ status }) => status === 'Healthy|L')?.id ?? ''
  const healthy = async () => succeeded(await it.type(['display', 'amid', '--exit-code']))
  const finishes = async (typed: readonly string[]) => {
    succeeded(await it.type(typed))
    assert.match(succeeded(await it.type(typed)).out, /Nothing had to change/)
    await healthy()
  }
  /** kill -9 of the process that serves at this address. */
  const kill = (id: string): void => {
    const port = id.split(':')[1]
    const found = processesIn(it.home).find(
      ({ command }) =>
        command.includes(`/bin/dm-master/dm-master --name`) && command.includes(`--master-addr=127.0.0.1:${port}`),
    )
    assert.ok(found, `no process of ${id}`)
    process.kill(found.pid, 'SIGKILL')
  }

  test('the leader dies between its eviction and its stop', async () => {
    const first = await leader()
    const typed = words('-R', 'dm-master')
    const ended = await amid(it, { words: typed, before: { task: 'Stop the unit', host: first } }, () => kill(first))
    assert.equal(ended.code, 0, ended.err)
    await finishes(typed)
  })

  test('the one that took the lead over dies then: nobody else is stopped, and the same command finishes', async () => {
    const first = await leader()
    const typed = words('-R', 'dm-master', '--wait-timeout', '20')
    let next = ''
    const ended = await amid(it, { words: typed, before: { task: 'Stop the unit', host: first } }, () => {
      void leader().then((id) => {
        next = id
        if (id !== first && id !== '') kill(id)
      })
    })
    assert.notEqual(next, first)
    assert.ok([0, 1].includes(ended.code), ended.err)
    // a lease of 60 s ends first, and the dead one is started again
    await until(shown, (all) => all.some(({ status }) => status === 'Healthy|L'), 90_000)
    await finishes(typed)
  })

  test('a second operator is refused at once, naming the first, who ends well', async () => {
    const second: Promise<Ended>[] = []
    const ended = await amid(it, { words: words('-R', 'dm-worker'), before: { task: 'Start it' } }, (child) => {
      child.kill('SIGSTOP') // so that it does not end before the second one comes
      second.push(it.type(words('-R', 'dm-worker')).finally(() => child.kill('SIGCONT')))
    })
    const [refused] = await Promise.all(second)
    assert.equal(ended.code, 0, ended.err)
    assert.equal(refused?.code, 5)
    assert.match(refused?.err ?? '', /busy: dmbook patch amid .* by .* \(PID \d+ on .*\), since/)
    await healthy()
  })

  test('one that was stopped and wakes after another took over changes nothing more', async () => {
    const typed = words('-R', 'dm-worker')
    const stopped: ChildProcess[] = []
    const first = amid(it, { words: typed, before: { task: 'Activate what was staged' } }, (child) => {
      child.kill('SIGSTOP')
      stopped.push(child)
    })
    await until(
      async () => stopped.length,
      (count) => count === 1,
      60_000,
    )
    assert.equal((await it.type(typed)).code, 5)
    assert.equal((await it.type(['lock', 'break', 'amid', '-y'])).code, 6)
    succeeded(await it.type(['lock', 'break', 'amid', '--force', '-y']))
    succeeded(await it.type(typed))
    const before = await shown()
    stopped[0]?.kill('SIGCONT')
    const woken = await first
    assert.equal(woken.code, 5, woken.err)
    assert.match(woken.err, /cannot go on as/)
    const late = changesOf(woken).filter(
      (change) => !/Unpack over|Take it|Note that it is out|Stop the unit/.test(change),
    )
    assert.deepEqual(late.slice(1), [])
    const now = await shown()
    assert.ok(now.every(({ since }, index) => Math.abs(since - (before[index]?.since ?? 0)) < 50))
    await finishes(typed)
  })
})
