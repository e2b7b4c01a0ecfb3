// A folder in which attempts are made one after the other, and the process that makes them; when it was killed, the next
// attempt gets a new one.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packTiny, packTinyHotfix } from '../fakes/tiny_packages.js'
import type { Ended } from './attempt.js'
import type { KillAt } from './journal_boundaries.js'
import { newerVersion, topologies, version } from './topology.js'
import type { Verb } from './verbs.js'

const never: KillAt = { number: 0, at: 'effects' }

export class Lane {
  #process: ChildProcess | null = null

  /** `program` is the bundle of attempt_process.ts; `root` is made, and nobody else's. */
  constructor(
    readonly program: string,
    readonly root: string,
  ) {
    mkdirSync(root)
    for (const each of [version, newerVersion]) packTiny(join(root, 'packages'), each)
    packTinyHotfix(join(root, 'hotfix.tar.gz'), `${version}-fix`)
    for (const [name, text] of Object.entries(topologies)) writeFileSync(join(root, name), text)
  }

  /** Makes what is there now a state to which `reset` returns. */
  keep(state: string): void {
    for (const name of ['home', 'units']) this.#copy(name, `${name}.${state}`)
  }

  hasKept(state: string): boolean {
    return existsSync(join(this.root, `units.${state}`))
  }

  /** To what was never kept: to nothing. */
  reset(state: string): void {
    for (const name of ['home', 'units']) this.#copy(`${name}.${state}`, name)
  }

  #copy(from: string, to: string): void {
    const [source, target] = [join(this.root, from), join(this.root, to)]
    rmSync(target, { recursive: true, force: true })
    mkdirSync(source, { recursive: true, mode: 0o700 })
    cpSync(source, target, { recursive: true, preserveTimestamps: true })
  }

  /** A process for attempts. Its home is the lane: clusters of all lanes have one id, and a mark of it lies in the home. */
  fork(): ChildProcess {
    const options = { execArgv: [], cwd: this.root, env: { ...process.env, HOME: this.root } }
    return fork(this.program, [this.root, dirname(this.program)], options)
  }

  /** How the attempt ended; null where it was killed there. */
  attempt(verb: Verb, killAt: KillAt = never): Promise<Ended | null> {
    const child = this.#process ?? this.fork()
    this.#process = child
    return new Promise((resolve, reject) => {
      const settle = (ended: Ended): void => {
        child.off('exit', died)
        resolve(ended)
      }
      const died = (code: number | null, signal: string | null): void => {
        child.off('message', settle)
        this.#process = null
        if (signal === 'SIGKILL') resolve(null)
        else reject(new Error(`the attempt ended by itself: ${signal ?? code}`))
      }
      child.once('message', settle).once('exit', died)
      child.send({ verb, killAt })
    })
  }

  /** At which boundary the last attempt was killed. */
  get killedAt(): string {
    return readFileSync(join(this.root, 'killed_at'), 'utf8').trim()
  }

  async close(): Promise<void> {
    if (!this.#process) return
    const gone = once(this.#process, 'exit')
    this.#process.disconnect()
    this.#process = null
    await gone
  }
}
