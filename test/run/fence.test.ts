import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { UnreachableError } from '../../src/hosts/errors.js'
import type { Connection } from '../../src/hosts/host.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { Fence } from '../../src/run/fence.js'
import { acquireLock, breakLock } from '../../src/state/lock.js'
import { type LocalMachine, localMachine, random } from '../fakes/local_machine.js'

interface Scene {
  readonly machine: LocalMachine
  readonly lock: string
  fence(run: string, lock?: string): Fence
}

async function scene(t: { after(body: () => Promise<void>): void }): Promise<Scene> {
  const machine = await localMachine()
  t.after(() => machine.close())
  const lock = join(machine.folder, 'c1.lock')
  await acquireLock(lock, { command: 'stop c1', user: 'me', now: 0 })
  const place = (id: string) => (id === 'control' ? null : { folder: join(machine.folder, id), name: '.mark' })
  return { machine, lock, fence: (run, own = lock) => new Fence({ lock: own, run, place, random, warn: () => {} }) }
}

const writer = (fence: Fence, connection: Connection) => {
  const { connection: behind, guard } = fence.behind('m1', connection)
  return writerOver(behind, { guard })
}

const only = ({ machine }: Scene) => new Map([['m1', machine.connection]])

test('behind() lets a run change what it has marked, and nothing once another run has', async (t) => {
  const here = await scene(t)
  const [first, second] = [here.fence('r1'), here.fence('r2')]
  await first.raise(only(here))
  const own = writer(first, here.machine.connection)
  assert.equal((await own.run(sh`echo done`)).stdout, 'done\n')
  await second.raise(only(here))
  const path = join(here.machine.folder, 'file')
  const everything = { accept: Array.from({ length: 256 }, (_, rc) => rc) }
  await assert.rejects(own.run(sh`: >${path}`, everything), { code: 'E-FENCED', exit: 'locked' })
  await assert.rejects(own.write(path, 'x'.repeat(200_000), { mode: '0600' }), { code: 'E-FENCED' })
  await assert.rejects(first.check(), /the mark on m1 is 2 r2, ours 1 r1/)
  assert.deepEqual([first.broken, second.broken], [true, false])
  assert.equal((await own.stat(path)).kind, 'missing')
  await second.check()
})

test('a script that fails still says what it was', async (t) => {
  const here = await scene(t)
  const fence = here.fence('r1')
  await fence.raise(only(here))
  await assert.rejects(writer(fence, here.machine.connection).run(sh`false first line`), /run false first line on here/)
})

test('a guarded script costs no round trip of its own', async (t) => {
  const here = await scene(t)
  const fence = here.fence('r1')
  await fence.raise(only(here))
  const before = here.machine.written.length
  await writer(fence, here.machine.connection).run(sh`:`)
  assert.equal(here.machine.written.length - before, 1)
})

test('held() and check() throw where the lock was broken', async (t) => {
  const here = await scene(t)
  const fence = here.fence('r1')
  await fence.raise(only(here))
  await fence.held()
  await breakLock(here.lock)
  await assert.rejects(fence.held(), { code: 'E-FENCED' })
  await assert.rejects(fence.check(), { code: 'E-FENCED' })
})

test('raise() goes over a mark that is newer than the state folder, as long as the lock is held', async (t) => {
  const here = await scene(t)
  const other = join(here.machine.folder, 'other.lock')
  await acquireLock(other, { command: 'stop c1', user: 'me', now: 0 })
  for (const run of ['r1', 'r2', 'r3']) await here.fence(run).raise(only(here))
  const restored = here.fence('r4', other)
  await restored.raise(only(here))
  await restored.check()
  await breakLock(here.lock)
  rmSync(`${here.lock}.generation`)
  await assert.rejects(here.fence('r5').raise(only(here)), { code: 'E-FENCED' })
  await restored.check()
})

test('raise() tells of machines that are lost, and marks none of no cluster', async (t) => {
  const here = await scene(t)
  const error = new UnreachableError('m2', 'it is off')
  const dead = { ...here.machine.connection, exec: async () => Promise.reject(error) } as unknown as Connection
  const fence = here.fence('r1')
  const lost = await fence.raise(new Map([...only(here), ['m2', dead], ['control', dead]]))
  assert.deepEqual([...lost], [['m2', error]])
  assert.equal(fence.behind('control', dead).guard, undefined)
})

test('remove() takes the mark away, after which nobody else may go on', async (t) => {
  const here = await scene(t)
  const [first, second] = [here.fence('r1'), here.fence('r2')]
  await first.raise(only(here))
  await second.raise(only(here))
  await first.remove()
  await second.check()
  await second.remove()
  await assert.rejects(first.check(), /the mark on m1 is gone/)
})

test('a run that takes its mark along goes on without one, until another run makes a mark', async (t) => {
  const here = await scene(t)
  const [first, second, third] = ['r1', 'r2', 'r3'].map((run) => here.fence(run))
  assert.ok(first && second && third)
  await first.raise(only(here))
  await second.raise(only(here))
  const own = writer(second, here.machine.connection)
  const home = join(here.machine.folder, 'm1')
  const gone = await own.run(sh`rm -r ${home}; echo by >&2; exit 3`, { accept: [3] })
  assert.deepEqual([gone.rc, gone.stderr], [3, 'by\n'])
  assert.equal((await own.run(sh`echo on`)).stdout, 'on\n')
  await second.check()
  await assert.rejects(writer(first, here.machine.connection).run(sh`:`), { code: 'E-FENCED' })
  await third.raise(only(here))
  await assert.rejects(own.run(sh`:`), /the mark on m1 is 3 r3, ours 2 r2/)
})
