// The connections of a run: one per machine and login, opened together before the first task that needs them, closed at
// the end. All that cannot be reached is said at once; where only plays that tolerate it want the machine, it is lost and
// the run goes on without it.

import { DmbookError, reason } from '../core/error.js'
import { count } from '../core/text.js'
import { UnreachableError } from '../hosts/errors.js'
import type { Connection, Facts, Writer } from '../hosts/host.js'
import type { Machine } from '../language/inventory.js'
import type { Fence } from './fence.js'
import { identityProblems } from './identity.js'
import type { World } from './world.js'

interface OpenOptions {
  readonly world: World
  readonly timeoutMs: number
  /** null: nothing is changed, or no cluster is there to be fenced */
  readonly fence: Fence | null
  /** whether the run goes on where this machine cannot be reached */
  tolerates(machine: string): boolean
  connecting(machines: readonly string[]): void
  connected(machine: string, ms: number): void
}

/** `asRoot`: the way to a machine whose own login is not made yet, so that a plan can look all the same. */
interface Open {
  readonly machine: Machine
  readonly connection: Connection
  readonly asRoot: boolean
  readonly guard?: undefined
}

export class Machines {
  readonly #open = new Map<string, Open>()
  readonly #lost = new Map<string, UnreachableError>()
  readonly #options: OpenOptions

  private constructor(options: OpenOptions) {
    this.#options = options
  }

  /** Connects to all at once. Throws E-UNREACHABLE (or what the only failure was) naming every machine that failed. */
  static async open(machines: readonly Machine[], options: OpenOptions): Promise<Machines> {
    const made = new Machines(options)
    try {
      await made.add(machines, { mode: 'run' })
    } catch (thrown) {
      await made.close()
      throw thrown
    }
    return made
  }

  /** Connects to those that are not connected yet. A plan looks through the login before where this one does not exist. */
  async add(machines: readonly Machine[], { mode }: { readonly mode: 'run' | 'plan' }): Promise<void> {
    const wanted = machines.filter(({ id }) => !this.#open.has(id) && !this.#lost.has(id))
    if (wanted.length === 0) return
    this.#options.connecting(wanted.map((machine) => machine.id))
    const failures: unknown[] = []
    await Promise.all(
      wanted.map(async (machine) => {
        try {
          const connection = await connect(machine, this.#options)
          this.#open.set(machine.id, { machine, connection, asRoot: false })
        } catch (thrown) {
          if (!this.#goesOn(machine, { mode, thrown })) failures.push(thrown)
        }
      }),
    )
    const own = [...this.#open.values()].filter(({ asRoot }) => !asRoot)
    const strangers = identityProblems(own.map(({ machine, connection: { facts } }) => ({ machine, facts })))
    failures.push(...strangers)
    if (failures.length === 0) failures.push(...(await this.#raise(wanted, mode)))
    if (failures.length > 0) throw allFailures(failures)
  }

  /** Scripts of the writer end when the signal is raised. */
  writer(machine: string, { user, signal }: { user: string | null; signal: AbortSignal }): Writer {
    const lost = this.#lost.get(machine)
    if (lost) throw lost
    const open = this.#open.get(machine)
    if (!open) throw new DmbookError(`cannot use ${machine} as it was not connected`, { code: 'E-BUG', exit: 'bug' })
    const { fence, world } = this.#options
    const { connection, guard } = fence?.behind(machine, open.connection) ?? open
    return world.host(connection, { machine, signal, guard }).as(user ?? (open.asRoot ? 'root' : null))
  }

  /** Why a machine that is tolerated cannot be reached; null of all others. */
  lost(machine: string): UnreachableError | null {
    return this.#lost.get(machine) ?? null
  }

  facts(machine: string): Facts | null {
    return this.#open.get(machine)?.connection.facts ?? null
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(({ connection }) => connection.close()))
  }

  /** Marks what was just connected; gives what stands in the way. */
  async #raise(machines: readonly Machine[], mode: 'run' | 'plan'): Promise<unknown[]> {
    const open = machines.flatMap(({ id }) => this.#open.get(id) ?? [])
    const lost = await this.#options.fence?.raise(
      new Map(open.map(({ machine, connection }) => [machine.id, connection])),
    )
    return open.flatMap(({ machine }) => {
      const thrown = lost?.get(machine.id)
      if (!thrown) return []
      this.#open.delete(machine.id)
      return this.#goesOn(machine, { mode, thrown }) ? [] : thrown
    })
  }

  #goesOn(machine: Machine, { mode, thrown }: { mode: 'run' | 'plan'; thrown: unknown }): boolean {
    if (!(thrown instanceof UnreachableError)) return false
    if (mode === 'plan' && this.#standIn(machine)) return true
    const tolerated = this.#options.tolerates(machine.id)
    if (tolerated) this.#lost.set(machine.id, thrown)
    return tolerated
  }

  #standIn(machine: Machine): boolean {
    const before = machine.after === undefined ? undefined : this.#open.get(machine.after)
    if (before) this.#open.set(machine.id, { machine, connection: before.connection, asRoot: true })
    return before !== undefined
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
  const known = failures.map((failure) => (failure instanceof DmbookError ? failure : null))
  const { exit, code } = known.find((one) => one?.exit === 'identity') ?? known[0] ?? { exit: 'bug', code: 'E-BUG' }
  const problems = failures.map((failure) => ({
    message: reason(failure),
    hint: failure instanceof DmbookError ? failure.hint : undefined,
  }))
  return new DmbookError(`${count(failures.length, 'machine')} cannot be reached`, {
    code,
    exit,
    problems,
  })
}
