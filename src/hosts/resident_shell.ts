// One `sh` that stays, fed through its stdin: a script costs one round trip and no login. Each runs in a subshell with
// stdin from /dev/null, as the shell reads its own commands in blocks and a child would eat them; both outputs end at a
// random mark, the exit status behind it. Scripts asked in one tick travel in one write.
// Holds on dash, bash, busybox ash and mksh (spec/runners.md §5.5). A lost shell fails all that is pending, never rc 0.

import { type Script, sh } from '../core/sh.js'
import type { Channel, Ending, Random } from './channel.js'
import { doingOf, UnreachableError } from './errors.js'
import { Exchange } from './exchange.js'
import { Frames, newMark, type Sink } from './frames.js'
import type { RawOutput } from './host.js'

/** How long a cancelled script's marks may be awaited before the shell is given up. */
const marksMs = 5_000

export interface ShellOptions {
  readonly machine: string
  readonly random: Random
  /** Ends, by another channel, what the shell with this process id is running. */
  cancel(pid: number): Promise<void>
  /** Called when the shell has nothing left to do, and when it is lost. */
  idle(): void
}

export interface RunOptions {
  readonly doing?: string | undefined
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly onOutput?: ((text: string) => void) | undefined
}

/** No settings of the machine's users or of their login shells reach a script. */
export const preamble = sh`LC_ALL=C LANGUAGE=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL LANGUAGE PATH
unset ENV BASH_ENV CDPATH
umask 022
cd /`

export class ResidentShell {
  readonly #channel: Channel
  readonly #options: ShellOptions
  readonly #stdout = new Frames()
  readonly #stderr = new Frames()
  readonly #pending: Exchange[] = []
  readonly #opened: Promise<number>
  #unsent = ''
  #said = ''
  #cancelling = 0
  #answers = false
  #refused = false
  #lost: UnreachableError | null = null

  constructor(channel: Channel, options: ShellOptions) {
    this.#channel = channel
    this.#options = options
    channel.stdout.on('data', (chunk: Buffer) => this.#stdout.feed(chunk))
    channel.stderr.on('data', (chunk: Buffer) => this.#stderr.feed(chunk))
    // a pipe that breaks says less than the end that follows it
    channel.stdin.on('error', () => {})
    channel.ended.then((how) => this.#lose(how))
    this.#opened = this.#open()
    this.#opened.catch(() => {})
  }

  /** Resolves with the shell's process id once it answers; what was said before its first mark is nobody's. */
  get opened(): Promise<number> {
    return this.#opened
  }

  /** What came on stderr before the shell answered: why it could not be opened. */
  get said(): string {
    return this.#said.trim()
  }

  /** The program ended by itself before the shell answered: sudo or the login shell does not let us in. */
  get refused(): boolean {
    return this.#refused
  }

  get lost(): boolean {
    return this.#lost !== null
  }

  /**
   * How many scripts are asked and not yet done with. What ends a script looks for all that the shell runs, and must
   * not find the next one: until it is done the shell has no room for work.
   */
  get load(): number {
    return this.#pending.length + this.#cancelling
  }

  run(script: Script, options: RunOptions): Promise<RawOutput> {
    if (this.#lost) return Promise.reject(this.#lost)
    if (options.signal?.aborted) return Promise.reject(options.signal.reason)
    const { machine } = this.#options
    const doing = doingOf(script, options.doing)
    const exchange: Exchange = new Exchange({ ...options, machine, doing, cancel: () => void this.#cancel(exchange) })
    this.#pending.push(exchange)
    const mark = this.#mark()
    this.#stdout.expect(mark, this.#advancing(exchange.stdout))
    this.#stderr.expect(mark, this.#advancing(exchange.stderr))
    this.#send(framed(script, mark))
    if (this.#pending[0] === exchange) exchange.begin()
    return exchange.result
  }

  /** Lets the shell end by itself; what it still runs goes on. */
  close(): void {
    this.#channel.stdin.end()
  }

  /** Resolves when its channel is gone. */
  get ended(): Promise<unknown> {
    return this.#channel.ended
  }

  destroy(): void {
    this.#channel.destroy()
  }

  #open(): Promise<number> {
    const mark = this.#mark()
    this.#send(`${preamble}\n${announce(mark)}`)
    return new Promise((resolve, reject) => {
      this.#stdout.expect(mark, { data: () => {}, end: (word) => resolve(this.#answer(word)) })
      this.#stderr.expect(mark, { data: (chunk) => this.#hear(chunk), end: () => {} })
      this.#channel.ended.then((how) => reject(this.#unreachable(how)))
    })
  }

  #answer(pid: string): number {
    this.#answers = true
    return Number(pid)
  }

  #hear(chunk: Buffer): void {
    this.#said = (this.#said + chunk.toString()).slice(-2000)
  }

  #mark(): string {
    return newMark(this.#options.random)
  }

  /** Writes what was asked in this tick at once. */
  #send(text: string): void {
    if (this.#unsent === '') setImmediate(() => this.#flush())
    this.#unsent += text
  }

  #flush(): void {
    const text = this.#unsent
    this.#unsent = ''
    if (!this.#lost) this.#channel.stdin.write(text)
  }

  #advancing(sink: Sink): Sink {
    return {
      data: sink.data,
      end: (word: string) => {
        sink.end(word)
        this.#advance()
      },
    }
  }

  #advance(): void {
    while (this.#pending[0]?.framed) this.#pending.shift()
    if (this.load === 0) this.#options.idle()
    this.#pending[0]?.begin()
  }

  /** The shell survives where its script could be ended; otherwise it is given up, and the pool opens another one. */
  async #cancel(exchange: Exchange): Promise<void> {
    this.#cancelling += 1
    try {
      await this.#options.cancel(await this.#opened)
    } catch {
      this.destroy()
    }
    this.#cancelling -= 1
    if (this.load === 0) this.#options.idle()
    setTimeout(() => {
      if (!exchange.framed) this.destroy()
    }, marksMs).unref()
  }

  #lose(how: Ending): void {
    this.#lost = this.#unreachable(how)
    this.#refused = how.kind === 'exit' && !this.#answers
    for (const exchange of this.#pending.splice(0)) exchange.lose(this.#lost)
    this.#options.idle()
  }

  #unreachable({ text }: Ending): UnreachableError {
    return new UnreachableError(this.#options.machine, `its shell ended: ${text}${this.said ? `: ${this.said}` : ''}`)
  }
}

const framed = (script: Script, mark: string): string =>
  sh`( eval ${sh.word(script)} ) </dev/null; printf '%s%s\\n' ${mark} $?; printf '%s\\n' ${mark} >&2
`

const announce = (mark: string): string =>
  sh`printf '%s%s\\n' ${mark} $$; printf '%s\\n' ${mark} >&2
`
