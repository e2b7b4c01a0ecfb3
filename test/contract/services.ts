// What every back end of Services keeps, whatever it is made of. A back end's own test calls this with a real host and
// a unit that it may write; the suite tells its processes by files in `folder`, and ends only what it started.

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Script, sh } from '../../src/core/sh.js'
import type { Writer } from '../../src/hosts/host.js'
import type { Services, UnitSpec, UnitStatus } from '../../src/services/services.js'
import { until } from '../fakes/until.js'

export interface ServicesUnderTest {
  readonly services: Services
  readonly host: Writer
  /** a folder on the machine that the units' user may write */
  readonly folder: string
  /** a unit that no one else uses */
  readonly unit: string
  /** the user that the unit runs as; null is the connecting user */
  readonly user: string | null
  close(): Promise<void>
}

const killed = (pid: number): Script => sh`kill -KILL ${pid}`

/** A process that nobody has waited for yet is none. */
const living = (pid: number): Script =>
  sh`grep -q '^State:[[:space:]]*[^ZX[:space:]]' /proc/${pid}/status 2>/dev/null || exit 1`

/** Finds a process by its command line; the brackets keep the search from finding itself. */
const commandLine = (words: string): Script =>
  sh`cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -q ${bracketed(words)}`

const bracketed = (words: string): string => `[${words.slice(0, 1)}]${words.slice(1)}`

type Running = Extract<UnitStatus, { kind: 'running' }>

export function servicesContract(name: string, open: () => Promise<ServicesUnderTest>): void {
  describe(`Services contract: ${name}`, () => {
    let it: ServicesUnderTest
    before(async () => {
      it = await open()
    })
    beforeEach(() => it.services.stop(it.host, it.unit))
    after(async () => {
      await it?.services.stop(it.host, it.unit)
      await it?.close()
    })

    async function unit(script: string, settings: readonly string[] = ['RestartSec=1s']): Promise<void> {
      const { services, host, folder, user } = it
      const program = `${folder}/program.sh`
      await host.write(program, `#!/bin/sh\n${script}\n`, { mode: '0755' })
      const spec: UnitSpec = {
        unit: it.unit,
        description: 'a test',
        script: program,
        directory: folder,
        user,
        settings,
      }
      const { path, text } = services.render(spec)
      await host.as(services.become).write(path, text, { mode: '0644' })
      await services.reload(host)
    }

    const status = () => it.services.status(it.host, it.unit)

    async function running(): Promise<Running> {
      const found = await until(status, ({ kind }) => kind === 'running')
      assert.equal(found.kind, 'running')
      return found
    }

    test('a unit without a file is missing', async () => {
      assert.deepEqual(await it.services.status(it.host, `${it.unit}-absent`), { kind: 'missing' })
    })

    test('stop() of a unit that never ran is done at once', async () => {
      await unit('exec sleep 1000')
      await it.services.stop(it.host, it.unit)
      assert.equal((await status()).kind, 'stopped')
    })

    test('start() gives one process, and a second start() leaves it alone', async () => {
      await unit('exec sleep 1000')
      await it.services.start(it.host, it.unit)
      const first = await running()
      assert.match(first.executable, /\/(sleep|busybox|coreutils)$/)
      await it.services.start(it.host, it.unit)
      assert.deepEqual(await running(), first)
    })

    test('stop() ends the process and its children, and says stopped', async () => {
      await unit('sleep 1001 & wait')
      await it.services.start(it.host, it.unit)
      const { pid } = await running()
      await it.services.stop(it.host, it.unit)
      assert.deepEqual(await status(), { ...(await status()), kind: 'stopped', failure: null })
      assert.equal(await lives(pid), false)
      assert.equal(await finds('sleep 1001'), false)
    })

    test('stop() kills what does not listen, after the limit of the unit', async () => {
      await unit("trap '' TERM; while :; do sleep 0.2; done", ['TimeoutStopSec=1s'])
      await it.services.start(it.host, it.unit)
      const { pid } = await running()
      await it.services.stop(it.host, it.unit)
      assert.equal((await status()).kind, 'stopped')
      assert.equal(await lives(pid), false)
    })

    test('a process that ends is started again, as another process', async () => {
      await unit('exec sleep 1000')
      await it.services.start(it.host, it.unit)
      const first = await running()
      await it.host.as(it.services.become).run(killed(first.pid))
      const second = await until(status, (found) => found.kind === 'running' && found.pid !== first.pid)
      assert.equal(second.kind, 'running')
    })

    test('start() of a program that fails is no error; the status says how it failed', async () => {
      await unit('echo no luck; exit 7', ['RestartSec=60s'])
      await it.services.start(it.host, it.unit)
      const found = await until(status, ({ kind }) => kind !== 'running')
      assert.deepEqual(found, { ...found, kind: 'starting', failure: 'exit code 7' })
      assert.match(await it.services.tail(it.host, it.unit), /no luck/)
      await it.services.stop(it.host, it.unit)
      assert.equal((await status()).kind, 'stopped')
    })

    test('the record of what runs is kept, replaced and forgotten', async () => {
      const { services, host } = it
      const record = { digest: 'abc', bootId: host.facts.boot_id, seenTicks: 12 }
      await services.forget(host, it.unit)
      assert.equal(await services.current(host, it.unit), null)
      await services.remember(host, it.unit, record)
      await services.remember(host, it.unit, { ...record, seenTicks: 13 })
      assert.deepEqual(await services.current(host, it.unit), { ...record, seenTicks: 13 })
      await services.forget(host, it.unit)
      assert.equal(await services.current(host, it.unit), null)
    })

    test('enable() and disable() show in the status, where units start at boot', async (context) => {
      if (!it.services.boots) return context.skip('units of this back end are not started at boot')
      await unit('exec sleep 1000')
      await it.services.enable(it.host, it.unit)
      assert.deepEqual(await status(), { ...(await status()), enabled: true })
      await it.services.disable(it.host, it.unit)
      assert.deepEqual(await status(), { ...(await status()), enabled: false })
    })

    const lives = async (pid: number): Promise<boolean> =>
      (await it.host.read(living(pid), { accept: [0, 1] })).rc === 0

    async function finds(words: string): Promise<boolean> {
      return (await it.host.read(commandLine(words), { accept: [0, 1] })).rc === 0
    }
  })
}
