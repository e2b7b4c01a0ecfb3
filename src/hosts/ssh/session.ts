// One login at one sshd over ssh2: opens channels and tunnels until it is closed or lost.
// A channel that closes without an exit status was lost; it never counts as an end with 0.

import type { Duplex } from 'node:stream'
import type { Client, ClientChannel } from 'ssh2'
import { quote } from '../../core/sh.js'
import type { Channel, Ending } from '../channel.js'
import { ChannelRefusedError, UnreachableError } from '../errors.js'
import type { Where } from './host_key.js'

export class Session {
  readonly #client: Client
  readonly #machine: string
  #lost: string | null = null

  /** `client` is logged in; its errors are heard for as long as it lives, as an unheard one would end the process. */
  constructor(client: Client, machine: string) {
    this.#client = client
    this.#machine = machine
    client.on('error', (error) => {
      this.#lost ??= error.message
    })
    client.on('close', () => {
      this.#lost ??= 'the connection was lost'
    })
  }

  /** Starts a program by its words. */
  async open(words: readonly string[]): Promise<Channel> {
    const stream = await this.#opening<ClientChannel>((done) => this.#client.exec(commandOf(words), done))
    return this.#channel(stream)
  }

  /** A stream to an address as this machine reaches it. */
  forward({ address, port }: Where): Promise<Duplex> {
    return this.#opening<Duplex>((done) => this.#client.forwardOut('127.0.0.1', 0, address, port, done))
  }

  /** Calls back once when the session is over, however it ended. */
  whenClosed(done: () => void): void {
    if (this.#lost === null) this.#client.once('close', done)
    else done()
  }

  close(): Promise<void> {
    if (this.#lost !== null) return Promise.resolve()
    this.#lost = 'it was closed'
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(limit)
        resolve()
      }
      const limit = setTimeout(() => {
        this.#client.destroy()
        done()
      }, 1_000)
      this.#client.once('close', done)
      this.#client.end()
    })
  }

  /** ssh2 throws at once where the connection has ended already. */
  #opening<T>(open: (done: (error: Error | undefined, stream: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (thrown: unknown): void => reject(this.#refusal(thrown))
      try {
        open((error, stream) => (error ? fail(error) : resolve(stream)))
      } catch (thrown) {
        fail(thrown)
      }
    })
  }

  /** sshd gives a reason (RFC 4254 5.1) where it refuses one more channel; without a reason the connection is gone. */
  #refusal(thrown: unknown): Error {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    const reasoned = thrown instanceof Error && 'reason' in thrown && typeof thrown.reason === 'number'
    if (reasoned && this.#lost === null) return new ChannelRefusedError(message.replace(prefix, ''))
    return new UnreachableError(this.#machine, this.#lost ?? message)
  }

  #channel(stream: ClientChannel): Channel {
    let ending: Ending | null = null
    const ended = new Promise<Ending>((resolve) => {
      stream.on('exit', (code: number | null, signal?: string) => {
        ending = code === null ? lost(`signal ${signal}`) : { kind: 'exit', text: `exit code ${code}` }
      })
      // stdout is at its end when this is said; stderr gets one more turn
      stream.on('close', () => setImmediate(() => resolve(ending ?? lost(this.#lost ?? 'the connection was lost'))))
      stream.on('error', () => {})
      stream.stderr.on('error', () => {})
    })
    let giveUp: (how: Ending) => void = () => {}
    const given = new Promise<Ending>((resolve) => {
      giveUp = resolve
    })
    const destroy = (): void => {
      stream.destroy()
      giveUp(lost('it was given up'))
    }
    return { stdin: stream, stdout: stream, stderr: stream.stderr, ended: Promise.race([ended, given]), destroy }
  }
}

/** What ssh2 puts before sshd's own words. */
const prefix = '(SSH) Channel open failure: '

const lost = (text: string): Ending => ({ kind: 'lost', text })

/** Any login shell, be it csh or fish, hands these words on unchanged. */
const commandOf = (words: readonly string[]): string => `exec ${words.map(quote).join(' ')}`
