// The connections of a run: one per machine, opened together before the first task, closed at the end.

import { DmbookError, reason } from '../core/error.js'
import { count } from '../core/text.js'
import type { Connection, Facts, Writer } from '../hosts/host.js'
import type { Machine } from '../language/inventory.js'
import type { World } from './world.js'

interface OpenOptions {
  readonly world: World
  readonly timeoutMs: number
  connecting(machines: readonly string[]): void
  connected(machine: string, ms: number): void
}

export class Machines {
  readonly #connections: ReadonlyMap<string, Connection>
  readonly #world: World

  private constructor(connections: ReadonlyMap<string, Connection>, world: World) {
    this.#connections = connections
    this.#world = world
  }

  /** Connects to all at once. Throws E-UNREACHABLE (or what the only failure was) naming every machine that failed. */
  static async open(machines: readonly Machine[], options: OpenOptions): Promise<Machines> {
    options.connecting(machines.map((machine) => machine.id))
    const results = await Promise.allSettled(machines.map((machine) => connect(machine, options)))
    const connections = new Map<string, Connection>()
    const failures: unknown[] = []
    results.forEach((result, index) => {
      const machine = machines[index]
      if (result.status === 'rejected') failures.push(result.reason)
      else if (machine) connections.set(machine.id, result.value)
    })
    const open = new Machines(connections, options.world)
    if (failures.length === 0) return open
    await open.close()
    throw allFailures(failures)
  }

  /** Scripts of the writer end when the signal is raised. */
  writer(machine: string, { user, signal }: { user: string | null; signal: AbortSignal }): Writer {
    const connection = this.#connections.get(machine)
    if (!connection)
      throw new DmbookError(`cannot use ${machine} as it was not connected`, { code: 'E-BUG', exit: 'bug' })
    return this.#world.host(connection, { machine, signal }).as(user)
  }

  facts(machine: string): Facts | null {
    return this.#connections.get(machine)?.facts ?? null
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#connections.values()].map((connection) => connection.close()))
  }
}

async function connect(machine: Machine, { world, timeoutMs, connected }: OpenOptions): Promise<Connection> {
  const began = world.clock.monotonic()
  const connection = await world.connect(machine, { timeoutMs })
  connected(machine.id, world.clock.monotonic() - began)
  return connection
}

function allFailures(failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0]
  const exits = failures.map((failure) => (failure instanceof DmbookError ? failure.exit : 'bug'))
  const exit = exits.find((found) => found === 'identity') ?? exits[0] ?? 'unreachable'
  const problems = failures.map((failure) => ({
    message: reason(failure),
    hint: failure instanceof DmbookError ? failure.hint : undefined,
  }))
  return new DmbookError(`${count(failures.length, 'machine')} cannot be reached`, {
    code: 'E-UNREACHABLE',
    exit,
    problems,
  })
}
