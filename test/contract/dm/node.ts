// One process of a cluster under test. Only processes started here are ever signalled, by their pid.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'

export interface NodeOptions {
  readonly name: string
  /** host:port where clients ask */
  readonly address: string
  readonly peerAddress?: string
  readonly program: string
  readonly args: readonly string[]
  readonly dir: string
  readonly env?: Readonly<Record<string, string>>
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export class DmNode {
  #child: ChildProcess | null = null
  #ended: Promise<Ended> | null = null

  constructor(private readonly options: NodeOptions) {}

  get name(): string {
    return this.options.name
  }

  get address(): string {
    return this.options.address
  }

  get peerAddress(): string {
    return this.options.peerAddress ?? ''
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  get log(): string {
    return textOf(this.#logFile) + textOf(`${this.options.dir}/${this.name}.log`)
  }

  get ended(): Promise<Ended> {
    return this.#ended ?? Promise.reject(new Error(`${this.name} was never started`))
  }

  start(args: readonly string[] = this.options.args): void {
    const log = openSync(this.#logFile, 'a')
    const child = spawn(this.options.program, args, {
      cwd: this.options.dir,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...this.options.env },
    })
    closeSync(log)
    this.#child = child
    this.#ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) this.#child?.kill(signal)
  }

  async stop(): Promise<Ended> {
    this.signal('SIGTERM')
    return this.ended
  }

  async kill(): Promise<void> {
    if (!this.running) return
    this.signal('SIGKILL')
    await this.ended
  }

  get #logFile(): string {
    return `${this.options.dir}/${this.name}.out`
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
