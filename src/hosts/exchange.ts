// One script's way through a shell: what it says on both streams, its time limit, its abort, its one end.
// A script that ran is only given up when the machine is done with it: until then a retry would run beside it.
// The exception is a lost connection, where nothing more will be known.

import { StringDecoder } from 'node:string_decoder'
import { OutputError, ScriptTimeoutError } from './errors.js'
import type { Sink } from './frames.js'
import type { RawOutput } from './host.js'

/** The most that one script may say on one stream. */
export const outputLimitBytes = 64 * 1024 * 1024

export interface ExchangeOptions {
  readonly machine: string
  /** completes "cannot …" in messages */
  readonly doing: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly onOutput?: ((text: string) => void) | undefined
  /** Ends what the machine is doing for this script; the end of the streams follows. */
  cancel(): void
}

export class Exchange {
  readonly result: Promise<RawOutput>
  readonly stdout: Sink
  readonly stderr: Sink
  readonly #options: ExchangeOptions
  readonly #abort = () => this.#giveUp(this.#options.signal?.reason)
  #settle: { resolve(output: RawOutput): void; reject(error: unknown): void } = { resolve() {}, reject() {} }
  #state: 'waiting' | 'running' | 'cancelled' | 'over' = 'waiting'
  #timer: NodeJS.Timeout | undefined
  #fate: { readonly error: unknown } | null = null
  #rc: number | null = null
  #open = 2

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    const out = new Gathered((what) => this.#giveUp(what), options)
    const err = new Gathered((what) => this.#giveUp(what), options)
    this.stdout = { data: (chunk) => out.add(chunk), end: (word) => this.#end(word, out, err) }
    this.stderr = { data: (chunk) => err.add(chunk), end: () => this.#end(null, out, err) }
    options.signal?.addEventListener('abort', this.#abort, { once: true })
    if (options.signal?.aborted) this.#abort()
  }

  /** The machine has turned to this script: its time runs. */
  begin(): void {
    if (this.#state !== 'waiting') return
    this.#state = 'running'
    const { machine, doing, timeoutMs } = this.#options
    this.#timer = setTimeout(() => this.#giveUp(new ScriptTimeoutError(machine, doing, timeoutMs)), timeoutMs)
  }

  /** Nothing more will be known of it. */
  lose(error: unknown): void {
    this.#finish(() => this.#settle.reject(this.#fate ? this.#fate.error : error))
  }

  /** Both streams have come to this script's end: the shell is free for the next one. */
  get framed(): boolean {
    return this.#open === 0
  }

  #giveUp(error: unknown): void {
    if (this.#state === 'waiting') this.#finish(() => this.#settle.reject(error))
    if (this.#state !== 'running') return
    this.#state = 'cancelled'
    this.#fate = { error }
    this.#options.cancel()
  }

  #end(word: string | null, out: Gathered, err: Gathered): void {
    if (word !== null) this.#rc = Number(word)
    this.#open -= 1
    if (this.#open > 0) return
    this.#finish(() => {
      if (this.#fate) this.#settle.reject(this.#fate.error)
      else this.#settle.resolve({ rc: this.#rc ?? -1, stdout: out.whole(), stderr: err.whole() })
    })
  }

  #finish(settle: () => void): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    clearTimeout(this.#timer)
    this.#options.signal?.removeEventListener('abort', this.#abort)
    settle()
  }
}

/** One stream's bytes, up to the limit; beyond it nothing is kept. */
class Gathered {
  readonly #decoder = new StringDecoder('utf8')
  #chunks: Buffer[] = []
  #length = 0

  constructor(
    private readonly tooMuch: (error: unknown) => void,
    private readonly options: ExchangeOptions,
  ) {}

  add(chunk: Buffer): void {
    this.#length += chunk.length
    if (this.#length > outputLimitBytes) {
      this.#chunks = []
      this.tooMuch(new OutputError(this.options.machine, this.options.doing, outputLimitBytes))
      return
    }
    this.#chunks.push(chunk)
    this.options.onOutput?.(this.#decoder.write(chunk))
  }

  whole(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}
