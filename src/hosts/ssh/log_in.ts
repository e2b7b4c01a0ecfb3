// A login, tried again with growing rests where it is dropped before it was judged: sshd does that to connections beyond
// its MaxStartups. The host key desk counts the whole of it as one handshake.

import type { Clock } from '../clock.js'
import { DroppedError, dropped } from './failure.js'
import { handshake, type Login } from './handshake.js'
import type { Session } from './session.js'

export interface PatientLogin extends Login {
  readonly clock: Pick<Clock, 'monotonic' | 'sleep'>
}

const firstRestMs = 50
const longestRestMs = 2_000

/** So long that thirty clients of an sshd that takes one at a time have their turn. */
const timeouts = 4

/** Throws UnreachableError with the hop and the cause, or what the desk says of the host key. */
export async function logIn(login: PatientLogin): Promise<Session> {
  const leave = login.desk.enter()
  try {
    return await again(login)
  } finally {
    leave()
  }
}

async function again(login: PatientLogin): Promise<Session> {
  const { clock, timeoutMs } = login
  const began = clock.monotonic()
  for (let restMs = firstRestMs; ; restMs = Math.min(restMs * 2, longestRestMs)) {
    try {
      return await handshake(login)
    } catch (thrown) {
      if (!(thrown instanceof DroppedError)) throw thrown
      if (clock.monotonic() - began > timeoutMs * timeouts) throw dropped(thrown, login)
      await clock.sleep(restMs * (0.5 + Math.random()))
    }
  }
}
