// Kills at the worst moments: of the starter, of the loop, of the stop. Processes are told apart by a file that each
// one adds its id to, and only those are ever killed here.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sh } from '../../src/core/sh.js'
import type { UnitStatus } from '../../src/services/services.js'
import { superviseProgram } from '../../src/services/supervise_program.js'
import { supervised } from '../../src/services/supervised.js'
import { startScript, stopScript } from '../../src/services/supervised_scripts.js'
import { lives } from '../fakes/lives.js'
import { type LocalMachine, localMachine } from '../fakes/local_machine.js'
import { until } from '../fakes/until.js'

describe('supervise.sh', () => {
  let machine: LocalMachine
  let folder = ''
  const unit = 'dm-worker-8262'
  before(async () => {
    machine = await localMachine()
    folder = `${machine.folder}/it's a folder`
    await machine.host.run(sh`mkdir ${folder}`)
    const { path, text } = services().render({
      unit,
      description: 'a test',
      script: `${folder}/program.sh`,
      directory: folder,
      user: null,
      settings: ['RestartSec=1s', 'TimeoutStopSec=2s'],
    })
    await machine.host.write(path, text, { mode: '0644' })
    await machine.host.write(`${folder}/supervise.sh`, superviseProgram, { mode: '0644' })
    await program('exec sleep 1000')
  })
  beforeEach(async () => {
    await services().stop(machine.host, unit)
    rmSync(`${folder}/pids`, { force: true })
  })
  after(async () => {
    await services().stop(machine.host, unit)
    await machine.close()
  })

  const services = () => supervised({ folder })
  const start = () => services().start(machine.host, unit)
  const status = () => services().status(machine.host, unit)
  const program = (script: string) =>
    machine.host.write(`${folder}/program.sh`, `#!/bin/sh\necho $$ >>pids\n${script}\n`, { mode: '0755' })
  const pids = (): number[] =>
    existsSync(`${folder}/pids`) ? readFileSync(`${folder}/pids`, 'utf8').trim().split('\n').map(Number) : []
  const living = (): number[] => pids().filter(lives)
  const loop = (): number => Number(readFileSync(`${folder}/${unit}.loop`, 'utf8').split(' ')[0])

  async function running(): Promise<Extract<UnitStatus, { kind: 'running' }>> {
    const found = await until(status, ({ kind }) => kind === 'running')
    assert.equal(found.kind, 'running')
    return found
  }

  /** The process that runs is the only one: a program says its id a moment after it is on record. */
  async function onlyOne(when: string): Promise<void> {
    const { pid } = await running()
    await until(
      async () => living(),
      ({ length }) => length > 0,
    )
    assert.deepEqual(living(), [pid], when)
  }

  test('two starters at once make one process', async () => {
    await Promise.all([start(), start(), start()])
    await sleep(300)
    await onlyOne('after all')
  })

  test('a starter that is killed at any time leaves what the next start makes one process of', async () => {
    for (let delay = 0; delay < 60; delay += 4) {
      const starter = spawn('/bin/sh', ['-c', startScript({ folder, unit })], { detached: true, stdio: 'ignore' })
      const closed = once(starter, 'close')
      await sleep(delay)
      if (starter.exitCode === null) process.kill(-(starter.pid ?? 0), 'SIGKILL')
      await closed
      await start()
      await onlyOne(`after ${delay} ms`)
      await services().stop(machine.host, unit)
      assert.deepEqual(living(), [], `after ${delay} ms`)
    }
  })

  test('a loop that is killed at any time leaves at most one process, under every later start', async () => {
    for (let delay = 0; delay < 60; delay += 6) {
      const started = start().catch(() => {})
      await until(async () => existsSync(`${folder}/${unit}.loop`), Boolean)
      await sleep(delay)
      kill(loop())
      await started
      await start()
      await onlyOne(`after ${delay} ms`)
      await services().stop(machine.host, unit)
      assert.deepEqual(living(), [], `after ${delay} ms`)
    }
  })

  test('a process without a loop is reported, taken over without a restart, and watched again', async () => {
    await start()
    const { pid } = await running()
    kill(loop())
    const alone = await until(status, (found) => 'unwatched' in found)
    assert.deepEqual(alone, { ...alone, kind: 'running', pid, unwatched: true })
    await start()
    const again = await running()
    assert.deepEqual([again.pid, again.unwatched], [pid, undefined])
    kill(pid)
    const next = await until(status, (found) => found.kind === 'running' && found.pid !== pid)
    assert.equal(next.kind, 'running')
    await onlyOne('after the kill')
  })

  test('a process without a loop can be stopped', async () => {
    await start()
    await running()
    kill(loop())
    await services().stop(machine.host, unit)
    assert.deepEqual(living(), [])
    assert.equal((await status()).kind, 'stopped')
  })

  test('a stop that is killed half-way is completed by the next one', async () => {
    await program("trap '' TERM; while :; do sleep 0.1; done")
    await start()
    await running()
    const stopping = spawn('/bin/sh', ['-c', stopScript({ folder, unit })], { detached: true, stdio: 'ignore' })
    const half = await until(status, (found) => 'unwatched' in found)
    process.kill(-(stopping.pid ?? 0), 'SIGKILL')
    assert.deepEqual(half, { ...half, kind: 'running', unwatched: true })
    await services().stop(machine.host, unit)
    assert.deepEqual(living(), [])
    await program('exec sleep 1000')
  })

  test('a start during the wait before a restart does not wait', async () => {
    await machine.host.run(sh`sed -i 's/^RestartSec=.*/RestartSec=1000/' ${`${folder}/${unit}.service`}`)
    await program('[ -e good ] && exec sleep 1000; exit 1')
    await start()
    assert.equal((await until(status, ({ kind }) => kind === 'starting')).kind, 'starting')
    writeFileSync(`${folder}/good`, '')
    await start()
    await running()
    await machine.host.run(sh`sed -i 's/^RestartSec=.*/RestartSec=1/' ${`${folder}/${unit}.service`}`)
    await program('exec sleep 1000')
  })

  test('a process outlives the connection that started it', async () => {
    const other = await localMachine()
    await services().start(other.host, unit)
    await other.close()
    await sleep(100)
    await onlyOne('after the close')
  })

  test('start() of a unit without a file says so', async () => {
    await assert.rejects(services().start(machine.host, 'absent'), {
      message: 'cannot start absent on here as it ended with 1: there is no unit absent',
    })
  })
})

const kill = (pid: number): void => void process.kill(pid, 'SIGKILL')
