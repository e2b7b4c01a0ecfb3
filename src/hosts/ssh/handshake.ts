// One try from an address to a login over ssh2: the way to its door, the host key, the credentials, each step within its
// limit. No credential goes out before the desk has admitted the host key: ssh2 waits for the answer.

import ssh2, { type Client, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2'
import { authenticate, newTrail } from './credentials.js'
import { openDoor } from './door.js'
import { type Attempt, failureOf, noAnswer, type Stage } from './failure.js'
import type { HostKeyDesk } from './host_key_desk.js'
import { Patience } from './patience.js'
import { Session } from './session.js'

export interface Login extends Attempt {
  readonly desk: HostKeyDesk
  /** the last jump host before this one */
  readonly through: Session | null
  /** lost when so many are not answered in a row */
  readonly keepalive: { readonly intervalMs: number; readonly count: number }
}

/** Throws UnreachableError, DroppedError where the same again may work, or what the desk says of the host key. */
export async function handshake(login: Login): Promise<Session> {
  const algorithms = await login.desk.algorithms(login.where)
  return new Handshake(login).run(algorithms)
}

class Handshake {
  readonly #login: Login
  readonly #client: Client = new ssh2.Client()
  readonly #trail = newTrail()
  readonly #end = new AbortController()
  readonly #patience: Patience
  #stage: Stage = 'connecting'
  #reject: (error: Error) => void = () => {}

  constructor(login: Login) {
    this.#login = login
    this.#patience = new Patience(login.timeoutMs, () => this.#giveUp(noAnswer(login, this.#stage)))
  }

  run(algorithms: readonly string[]): Promise<Session> {
    return new Promise((resolve, reject) => {
      this.#reject = reject
      this.#listen(() => {
        this.#patience.stop()
        resolve(new Session(this.#client, this.#login.machine))
      })
      this.#begin(algorithms).catch((thrown: unknown) => this.#fail(thrown))
    })
  }

  async #begin(algorithms: readonly string[]): Promise<void> {
    const { where, through } = this.#login
    const sock = await openDoor(where, { through, signal: this.#end.signal })
    this.#enter('greeting')
    const { intervalMs, count } = this.#login.keepalive
    this.#client.connect({
      sock,
      username: this.#login.credentials.user,
      readyTimeout: 0,
      hostVerifier: (key: Buffer, answer: (trusted: boolean) => void) => this.#verify(key, answer),
      authHandler: this.#authHandler(),
      // the desk asks for what ssh2 knows, by name
      algorithms: { serverHostKey: [...algorithms] as ServerHostKeyAlgorithm[] },
      keepaliveInterval: intervalMs,
      keepaliveCountMax: count,
    })
  }

  #verify(key: Buffer, answer: (trusted: boolean) => void): void {
    this.#patience.stop()
    this.#login.desk.admit(this.#login.where, key).then(
      () => {
        this.#enter('login')
        answer(true)
      },
      (refusal: unknown) => {
        this.#fail(refusal)
        answer(false)
      },
    )
  }

  /** ssh2 gives null for what is not known yet, and takes false for the end; its types know neither. */
  #authHandler(): NonNullable<ConnectConfig['authHandler']> {
    const hold = (): void => this.#patience.stop()
    const resume = (): void => this.#enter(this.#stage)
    const handler: unknown = authenticate(this.#login.credentials, { trail: this.#trail, hold, resume })
    return handler as NonNullable<ConnectConfig['authHandler']>
  }

  /** Errors of one method of authentication are no end: ssh2 goes on to the next. */
  #listen(ready: () => void): void {
    this.#client.on('error', (error) => {
      const level = 'level' in error ? error.level : ''
      const goesOn = level === 'agent' || /^Error (while )?signing/.test(error.message)
      if (goesOn) this.#trail.problem ??= error
      else this.#fail(error)
    })
    this.#client.on('close', () => this.#fail(new Error('it was closed before the login')))
    this.#client.on('ready', ready)
  }

  #enter(next: Stage): void {
    this.#stage = next
    if (!this.#end.signal.aborted) this.#patience.restart()
  }

  #fail(thrown: unknown): void {
    this.#giveUp(failureOf(thrown, this.#login, { stage: this.#stage, trail: this.#trail }))
  }

  #giveUp(error: Error): void {
    this.#patience.stop()
    this.#reject(error)
    this.#end.abort()
  }
}
