// Fences a paused or second controller out. Three layers, each for what the one before cannot see: the lock in the state
// folder, looked at before every effect; the generation mark on each machine of the cluster, compared in the very script
// that changes something; and, for changing calls to DM's API, the mark on a live machine, read directly before.
// Once one of them says no, the run is broken: it begins nothing any more and ends with 5.

import { type Script, sh } from '../core/sh.js'
import { UnreachableError } from '../hosts/errors.js'
import type { Connection } from '../hosts/host.js'
import { nextGeneration } from '../state/generation.js'
import { holdsLock } from '../state/lock.js'
import { busyMark, FencedError } from './fence_error.js'
import {
  foundInstead,
  type Guarded,
  guarded,
  type MarkPlace,
  parseRaised,
  type Raised,
  raiseScript,
  removeScript,
  saidGoing,
} from './fence_scripts.js'

export interface FenceOptions {
  readonly lock: string
  readonly run: string
  /** null: this machine bears no mark */
  place(machine: string): MarkPlace | null
  random(bytes: number): string
  warn(text: string): void
}

/** What of a machine's connection changes it only behind the mark. */
export interface Behind {
  readonly connection: Connection
  readonly guard?: (script: Script) => Script
}

interface Marked extends Omit<Guarded, 'gone'> {
  gone: boolean
  readonly connection: Connection
  readonly place: MarkPlace
}

interface Answer {
  readonly machine: string
  readonly connection: Connection
  readonly place: MarkPlace
  readonly raised: Raised
}

const raiseMs = 90_000

export class Fence {
  readonly #options: FenceOptions
  readonly #marks = new Map<string, Marked>()
  #generation = 0
  #broken = false

  constructor(options: FenceOptions) {
    this.#options = options
  }

  /** This run was fenced out: nothing more may begin. */
  get broken(): boolean {
    return this.#broken
  }

  /** Marks machines as this run's own; gives those that were lost meanwhile. Throws E-FENCED or E-LOCKED. */
  async raise(reached: ReadonlyMap<string, Connection>): Promise<ReadonlyMap<string, UnreachableError>> {
    if (![...reached.keys()].some((machine) => this.#options.place(machine))) return new Map()
    if (this.#generation === 0) this.#generation = await nextGeneration(this.#options.lock)
    const { lost, newer } = await this.#raiseOn(reached)
    if (newer === 0) return lost
    // a record that is older than its machines: whoever holds the lock goes on, with a greater number everywhere
    await this.held()
    this.#generation = await nextGeneration(this.#options.lock, newer)
    const marked = [...this.#marks].map(([machine, { connection }]) => [machine, connection] as const)
    const again = await this.#raiseOn(new Map([...marked, ...reached]))
    if (again.newer > 0) throw this.#out([...reached.keys()].join(', '), `${again.newer}`)
    return again.lost
  }

  /** The connection through which the run changes the machine. */
  behind(machine: string, connection: Connection): Behind {
    const mark = this.#marks.get(machine)
    if (!mark) return { connection }
    return { connection: this.#watched(connection, machine, mark), guard: (script) => guarded(mark, script) }
  }

  /** Throws E-FENCED where the lock is not this process's any more. */
  async held(): Promise<void> {
    if (await holdsLock(this.#options.lock)) return
    throw this.#out(null, null)
  }

  /** For changing calls to DM's API, directly before each: the lock, and the mark on the first machine that answers. */
  async check(): Promise<void> {
    await this.held()
    for (const [machine, mark] of this.#marks) {
      const output = await this.#run(mark.connection, guarded(mark, sh`:`)).catch(onlyUnreachable)
      if (output === null) continue
      const found = foundInstead(mark, output)
      if (found !== null) throw this.#out(machine, found)
      return
    }
  }

  /** Takes the marks away: of a cluster of which nothing is left. Best effort. */
  async remove(): Promise<void> {
    if (this.#broken) return
    const all = [...this.#marks.values()]
    await Promise.allSettled(all.map((mark) => this.#run(mark.connection, removeScript(mark, mark.place))))
  }

  async #raiseOn(reached: ReadonlyMap<string, Connection>) {
    await this.held()
    const lost = new Map<string, UnreachableError>()
    const answers = await Promise.all(
      [...reached].map(async ([machine, connection]) => {
        try {
          return await this.#raiseOne(machine, connection)
        } catch (thrown) {
          if (!(thrown instanceof UnreachableError)) throw thrown
          lost.set(machine, thrown)
          return null
        }
      }),
    )
    return { lost, newer: Math.max(0, ...answers.map((answer) => this.#taken(answer))) }
  }

  async #raiseOne(machine: string, connection: Connection): Promise<Answer | null> {
    const place = this.#options.place(machine)
    if (!place) return null
    const { rc, stdout, stderr } = await this.#run(connection, raiseScript(place, this.#line))
    if (rc !== 0 || stdout === '')
      throw busyMark(machine, `it cannot be written: ${stderr.trim() || `exit code ${rc}`}`)
    return { machine, connection, place, raised: parseRaised(stdout) }
  }

  /** Takes an answer down; gives the number of a newer run, else 0. */
  #taken(answer: Answer | null): number {
    if (!answer) return 0
    const { machine, connection, place, raised } = answer
    if (raised.kind === 'newer') return raised.generation
    if (raised.kind === 'busy') throw busyMark(machine, 'a script of an earlier run is still at work there')
    if (!raised.waits) this.#options.warn(`${machine} has no flock: scripts of an earlier run are not waited for`)
    const word = this.#options.random(16)
    this.#marks.set(machine, { connection, place, path: raised.path, line: this.#line, word, gone: false })
    return 0
  }

  get #line(): string {
    return `${this.#generation} ${this.#options.run}`
  }

  /** A script that was not begun is no answer of the machine, whatever exit codes its caller accepts. */
  #watched(connection: Connection, machine: string, mark: Marked): Connection {
    const exec: Connection['exec'] = async (script, options) => {
      const output = await connection.exec(script, options)
      const found = foundInstead(mark, { rc: output.rc, stderr: output.stderr.toString() })
      if (found !== null) throw this.#out(machine, found)
      const said = saidGoing(mark, output.stderr.toString())
      if (said === null) return output
      mark.gone = true
      return { ...output, stderr: Buffer.from(said) }
    }
    const { machine: name, facts, sharesFiles, staged, proven, together, mark: own } = connection
    const random = (bytes: number): string => connection.random(bytes)
    return {
      machine: name,
      facts,
      sharesFiles,
      staged,
      proven,
      together,
      mark: own,
      random,
      exec,
      close: () => connection.close(),
    }
  }

  async #run(connection: Connection, script: Script): Promise<{ rc: number; stdout: string; stderr: string }> {
    const output = await connection.exec(script, { user: null, timeoutMs: raiseMs, doing: 'fence out other runs' })
    return { rc: output.rc, stdout: output.stdout.toString(), stderr: output.stderr.toString() }
  }

  #out(machine: string | null, found: string | null): FencedError {
    this.#broken = true
    return new FencedError(machine, { own: this.#line, found })
  }
}

function onlyUnreachable(thrown: unknown): null {
  if (thrown instanceof UnreachableError) return null
  throw thrown
}
