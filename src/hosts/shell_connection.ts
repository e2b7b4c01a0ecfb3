// A Connection over any transport that can start a program with three streams: pools of resident shells by user,
// a channel of its own for every payload, facts in the round trip that opens the first shell.
// All transports share this file; they differ in `open` only.

import type { Script } from '../core/sh.js'
import { becomeWords } from './become.js'
import { endScriptsOf } from './cancel.js'
import type { Channel, OpenChannel, Random } from './channel.js'
import type { Clock } from './clock.js'
import { BecomeError, ChannelRefusedError, UnreachableError } from './errors.js'
import { factsScript, parseFacts } from './facts.js'
import type { Connection, ExecOptions, Facts, Looked, Proven, RawOutput } from './host.js'
import { payloadProgram, runWithPayload } from './payload.js'
import { ShellPool } from './pool.js'
import { ResidentShell } from './resident_shell.js'
import { Room } from './room.js'
import { Together } from './together.js'

const openMs = 30_000
const graceSeconds = 5

export interface Transport {
  /** what names the machine in messages */
  readonly machine: string
  readonly open: OpenChannel
  readonly sharesFiles: boolean
  readonly clock: Pick<Clock, 'now'>
  readonly random: Random
  /** Breaks the transport itself off. */
  close?(): Promise<void>
  /** A second way in, for ending a script where the machine takes no further channel on the first. */
  aside?(): Promise<{ readonly open: OpenChannel; close(): Promise<void> }>
}

/** Opens the first shell, learns the facts in the same round trip. Throws UnreachableError. */
export async function connectOver(transport: Transport): Promise<Connection> {
  const shells = new Shells(transport)
  const askedAt = transport.clock.now()
  const { shell, answer } = await shells.openFirst()
  const answeredAt = transport.clock.now()
  const facts = parseFacts(answer, { askedAt, answeredAt })
  shells.keep(shell, facts.user)
  return new ShellConnection(transport, shells, facts)
}

class ShellConnection implements Connection {
  readonly machine: string
  readonly sharesFiles: boolean
  readonly random: Random
  readonly mark: string
  readonly staged = new Map<string, Promise<string>>()
  readonly proven = new Map<string, Proven>()
  readonly together = new Together<Looked>()

  constructor(
    private readonly transport: Transport,
    private readonly shells: Shells,
    readonly facts: Facts,
  ) {
    this.machine = transport.machine
    this.random = transport.random
    this.mark = transport.random(4)
    this.sharesFiles = transport.sharesFiles
  }

  async exec(script: Script, { user, stdin, shared = false, ...options }: ExecOptions): Promise<RawOutput> {
    if (stdin === undefined) return this.shells.pool(user).run(script, { ...options, shared })
    const { machine, random, open } = this.transport
    const words = becomeWords(user, { login: this.facts.user, program: payloadProgram })
    const { room } = this.shells
    const channel = await room.open(() => open(words))
    room.occupied(channel.ended)
    return runWithPayload(channel, script, { ...options, machine, random, payload: stdin })
  }

  async close(): Promise<void> {
    this.shells.close()
    await this.transport.close?.()
  }
}

/** Opens shells, and keeps a pool of them for each user. */
class Shells {
  readonly #transport: Transport
  readonly #pools = new Map<string, ShellPool>()
  readonly room: Room
  #login = ''

  constructor(transport: Transport) {
    this.#transport = transport
    this.room = new Room(transport.machine, () => this.#pools.values())
  }

  async openFirst(): Promise<{ shell: ResidentShell; answer: string }> {
    const open = () => this.#transport.open(['/bin/sh'])
    const shell = this.#shellOn(await this.room.open(open), null, () => this.#idle(this.#pools.get(this.#login)))
    const answer = shell.run(factsScript, { timeoutMs: openMs })
    answer.catch(() => {})
    await this.#answered(shell, null)
    return { shell, answer: (await answer).stdout.toString() }
  }

  keep(shell: ResidentShell, login: string): void {
    this.#login = login
    this.pool(null).add(shell)
  }

  /** The connecting user's pool is the same, named or not. */
  pool(user: string | null): ShellPool {
    const key = user ?? this.#login
    const found = this.#pools.get(key)
    if (found) return found
    const pool: ShellPool = new ShellPool(() => this.#openShell(user, pool))
    this.#pools.set(key, pool)
    return pool
  }

  close(): void {
    for (const pool of this.#pools.values()) pool.close()
  }

  async #openShell(user: string | null, pool: ShellPool): Promise<ResidentShell> {
    const words = becomeWords(user, { login: this.#login, program: ['/bin/sh'] })
    const channel = await this.room.open(
      () => this.#transport.open(words),
      () => pool.size > 0,
    )
    const shell = this.#shellOn(channel, user, () => this.#idle(pool))
    await this.#answered(shell, user)
    return shell
  }

  #idle(pool: ShellPool | undefined): void {
    this.room.freed('idle')
    pool?.wake()
  }

  #shellOn(channel: Channel, user: string | null, idle: () => void): ResidentShell {
    const { machine, random } = this.#transport
    return new ResidentShell(channel, { machine, random, idle, cancel: (pid) => this.#endScripts(pid, user) })
  }

  async #answered(shell: ResidentShell, user: string | null): Promise<void> {
    const { machine } = this.#transport
    const limit = setTimeout(() => shell.destroy(), openMs)
    try {
      await shell.opened
    } catch (error) {
      if (user === null || !shell.refused) throw error
      throw new BecomeError(machine, { user, login: this.#login, said: shell.said })
    } finally {
      clearTimeout(limit)
    }
  }

  /** By a shell that is opened for this alone: those of the pool may be what has to be ended. */
  async #endScripts(pid: number, user: string | null): Promise<void> {
    const { open } = this.#transport
    try {
      await this.#endScriptsBy(open, pid, user)
    } catch (thrown) {
      const aside = thrown instanceof ChannelRefusedError ? await this.#transport.aside?.() : undefined
      if (!aside) throw thrown
      await this.#endScriptsBy(aside.open, pid, user).finally(() => aside.close())
    }
  }

  async #endScriptsBy(open: OpenChannel, pid: number, user: string | null): Promise<void> {
    const channel = await open(becomeWords(user, { login: this.#login, program: ['/bin/sh'] }))
    this.room.occupied(channel.ended)
    const shell = this.#shellOn(channel, user, () => {})
    await this.#answered(shell, user)
    try {
      const { rc } = await shell.run(endScriptsOf(pid, graceSeconds), { timeoutMs: openMs })
      if (rc !== 0) throw new UnreachableError(this.#transport.machine, `process ${pid} does not end`)
    } finally {
      shell.close()
    }
  }
}
