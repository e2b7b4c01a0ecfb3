import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError } from '../../src/core/error.js'
import { UnreachableError } from '../../src/hosts/errors.js'
import type { Connection } from '../../src/hosts/host.js'
import { Machines } from '../../src/run/machines.js'
import type { World } from '../../src/run/world.js'

const machine = (id: string) => ({ id, reach: { kind: 'local' as const }, become: false })

function opening(failures: Readonly<Record<string, Error>>, tolerated: readonly string[] = []) {
  const closed: string[] = []
  const world = {
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => {} },
    connect: async ({ id }: { id: string }) => {
      const failure = failures[id]
      if (failure) throw failure
      return { machine: id, close: async () => void closed.push(id) } as unknown as Connection
    },
  } as unknown as World
  const open = () =>
    Machines.open(['a', 'b', 'c'].map(machine), {
      world,
      timeoutMs: 1,
      fence: null,
      tolerates: (id) => tolerated.includes(id),
      connecting: () => {},
      connected: () => {},
    })
  return { open, closed }
}

describe('Machines.open()', () => {
  test('says every machine that cannot be reached, and leaves no connection open', async () => {
    const { open, closed } = opening({
      a: new UnreachableError('a', 'refused'),
      c: new UnreachableError('c', 'no route'),
    })
    await assert.rejects(open(), (error: DmbookError) => {
      assert.deepEqual([error.exit, error.problems.length], ['unreachable', 2])
      assert.match(error.problems.map(({ message }) => message).join('\n'), /reach a .*\n.*reach c /)
      return true
    })
    assert.deepEqual(closed, ['b'])
  })

  test('a wrong identity weighs more than a machine out of reach', async () => {
    const identity = new DmbookError('another key', { code: 'E-HOST-KEY', exit: 'identity' })
    const { open } = opening({ a: new UnreachableError('a', 'refused'), b: identity })
    await assert.rejects(open(), { exit: 'identity' })
  })

  test('goes on without a machine that is tolerated, and says why it is lost', async () => {
    const { open } = opening({ b: new UnreachableError('b', 'refused') }, ['b'])
    const machines = await open()
    assert.equal(machines.lost('b')?.why, 'refused')
    assert.equal(machines.lost('a'), null)
    const use = () => machines.writer('b', { user: null, signal: new AbortController().signal })
    assert.throws(use, { code: 'E-UNREACHABLE' })
  })

  test('tolerates nothing but that a machine is out of reach', async () => {
    const identity = new DmbookError('another key', { code: 'E-HOST-KEY', exit: 'identity' })
    await assert.rejects(opening({ b: identity }, ['b']).open(), { exit: 'identity' })
  })

  test('throws the only failure as it is', async () => {
    const { open } = opening({ b: new UnreachableError('b', 'refused') })
    await assert.rejects(open(), { name: 'UnreachableError' })
  })
})
