// Reaches machines over ssh2, through jump hosts where the route has some. A jump host is logged in to once, however many
// machines lie behind it, and left when the last of them is.

import type { Duplex } from 'node:stream'
import { UnreachableError } from '../errors.js'
import type { Connection } from '../host.js'
import type { Transport } from '../shell_connection.js'
import type { Credentials } from './credentials.js'
import type { Where } from './host_key.js'
import type { HostKeyDesk } from './host_key_desk.js'
import { logIn, type PatientLogin } from './log_in.js'
import type { Session } from './session.js'
import { connectSsh2 } from './ssh2.js'

/** One door on the way, and what opens it. */
export interface Hop {
  readonly where: Where
  readonly credentials: Credentials
  readonly timeoutMs: number
}

/** The way to a machine: its own door last. */
export interface Route {
  /** what the run calls the machine */
  readonly machine: string
  /** as the inventory writes it: what ssh_config knows it by */
  readonly name: string
  readonly jumps: readonly Hop[]
  readonly target: Hop
}

export interface ReacherOptions extends Pick<PatientLogin, 'clock' | 'keepalive'>, Pick<Transport, 'random'> {
  readonly clock: PatientLogin['clock'] & Transport['clock']
  readonly desk: HostKeyDesk
}

interface Lease {
  readonly session: Promise<Session>
  users: number
}

export class Reacher {
  readonly #options: ReacherOptions
  readonly #jumps = new Map<string, Lease>()

  constructor(options: ReacherOptions) {
    this.#options = options
  }

  /** Throws UnreachableError naming the hop and the cause, or E-HOST-KEY. */
  async connect(route: Route): Promise<Connection> {
    const leave = await this.#enterJumps(route)
    try {
      return await connectSsh2({
        ...this.#login(route.machine, route.target),
        ...this.#options,
        jump: null,
        through: leave.session,
        closed: leave.done,
      })
    } catch (thrown) {
      leave.done()
      throw thrown
    }
  }

  /** A stream to an address as the last jump host reaches it. */
  async tunnel(route: Route, to: Where): Promise<Duplex> {
    const { session, done } = await this.#enterJumps(route)
    try {
      if (!session) throw new TypeError('a route without jump hosts is no tunnel')
      return (await session.forward(to)).once('close', done)
    } catch (thrown) {
      done()
      throw thrown
    }
  }

  #login(machine: string, { where, credentials, timeoutMs }: Hop) {
    return { machine, where, credentials, timeoutMs }
  }

  /** The session of the last jump host, null without one; `done` may be called more than once. */
  async #enterJumps(route: Route): Promise<{ session: Session | null; done(): void }> {
    if (route.jumps.length === 0) return { session: null, done: () => {} }
    const key = route.jumps.map(keyOf).join(' ')
    const lease = this.#jumps.get(key) ?? this.#lease(key, route)
    lease.users += 1
    let left = false
    const done = (): void => {
      if (left) return
      left = true
      this.#release(key, lease)
    }
    try {
      return { session: await lease.session, done }
    } catch (thrown) {
      done()
      throw forMachine(thrown, route.machine)
    }
  }

  #lease(key: string, route: Route): Lease {
    const lease: Lease = { session: this.#logInToLast(route), users: 0 }
    this.#jumps.set(key, lease)
    return lease
  }

  async #logInToLast({ machine, name, jumps }: Route): Promise<Session> {
    const [last, ...before] = [...jumps].reverse()
    if (!last) throw new TypeError('a route without jump hosts has no last one')
    const outer = await this.#enterJumps({ machine, name, jumps: before.reverse(), target: last })
    const session = await logIn({
      ...this.#login(machine, last),
      ...this.#options,
      jump: last.where.address,
      through: outer.session,
    })
    session.whenClosed(outer.done)
    return session
  }

  #release(key: string, lease: Lease): void {
    lease.users -= 1
    if (lease.users > 0) return
    if (this.#jumps.get(key) === lease) this.#jumps.delete(key)
    lease.session.then(
      (session) => session.close(),
      () => {},
    )
  }
}

/** The jump host failed once, for whichever machine came first; each machine says it of itself. */
const forMachine = (thrown: unknown, machine: string): unknown =>
  thrown instanceof UnreachableError && thrown.machine !== machine ? thrown.of(machine) : thrown

const keyOf = ({ where, credentials }: Hop): string => `${credentials.user}@${where.address}:${where.port}`
