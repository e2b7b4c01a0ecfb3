// Why a machine was not reached over SSH, as sentences that name the hop, and whether a second try can help.

import { durationText } from '../../core/duration.js'
import { DmbookError, reason } from '../../core/error.js'
import { hostPort } from '../../dm/host_address.js'
import { ChannelRefusedError, UnreachableError } from '../errors.js'
import type { Credentials, Trail } from './credentials.js'
import type { Where } from './host_key.js'

/** How far a connection had come: TCP, the exchange of keys, the login. */
export type Stage = 'connecting' | 'greeting' | 'login'

/** sshd closed the door without a reason (MaxStartups), or the net did: the same again may work. */
export class DroppedError extends Error {
  override readonly name = 'DroppedError'
}

export interface Attempt {
  /** what the run calls the machine that is to be reached in the end */
  readonly machine: string
  readonly where: Where
  readonly credentials: Credentials
  readonly timeoutMs: number
  /** null for the machine itself */
  readonly jump: string | null
}

/** The door of an attempt, as messages name it. */
export function doorOf({ where, jump }: Pick<Attempt, 'where' | 'jump'>): string {
  const door = hostPort(where.address, where.port)
  return jump === null ? door : `its jump host ${door}`
}

export function noAnswer(attempt: Attempt, stage: Stage): UnreachableError {
  const limit = durationText(attempt.timeoutMs)
  const why = {
    connecting: `${doorOf(attempt)} does not answer within ${limit}`,
    greeting: `${doorOf(attempt)} answers, but does not greet as SSH within ${limit}`,
    login: `the login at ${doorOf(attempt)} takes longer than ${limit}`,
  }
  const hint =
    stage === 'connecting' ? 'is the machine up and the port open? --ssh-timeout sets how long to wait' : undefined
  return new UnreachableError(attempt.machine, why[stage], { hint })
}

/** Sorts what ssh2 or the socket threw; DmbookErrors pass. */
export function failureOf(thrown: unknown, attempt: Attempt, { stage, trail }: { stage: Stage; trail: Trail }): Error {
  if (thrown instanceof DmbookError) return thrown
  const { code = '', level = '', message } = detailsOf(thrown)
  if (level === 'client-authentication') return notLetIn(attempt, trail)
  if (thrown instanceof ChannelRefusedError)
    return new UnreachableError(
      attempt.machine,
      `the jump host before ${doorOf(attempt)} does not get there: ${message}`,
    )
  const known = socketWords(code, attempt)
  if (known) return new UnreachableError(attempt.machine, known, { cause: undefined })
  if (/no matching host key/i.test(message)) return otherKeyType(attempt)
  if (stage === 'login' && trail.problem) return asProblem(trail.problem)
  if (/no matching/i.test(message))
    return new UnreachableError(attempt.machine, `${doorOf(attempt)} and dmbook have no method in common: ${message}`)
  return new DroppedError(message, { cause: thrown })
}

/** After the last try: what was dropped, and what that mostly means. */
export function dropped(error: DroppedError, attempt: Attempt): UnreachableError {
  return new UnreachableError(attempt.machine, `${doorOf(attempt)} breaks the connection off: ${error.message}`, {
    hint: "its log says why; sshd's MaxStartups may be too small, or a firewall may be in the way",
  })
}

function notLetIn(attempt: Attempt, { tried, accepted, problem }: Trail): Error {
  const { credentials, machine } = attempt
  if (problem && tried.length === 1) return asProblem(problem)
  const shown = tried.length === 0 ? 'there is nothing to log in with' : `tried ${tried.join(', ')}`
  const takes = accepted.length > 0 ? `; it takes ${accepted.join(', ')}` : ''
  const also = problem ? `; ${reason(problem)}` : ''
  const why = `${credentials.user} is not let in at ${doorOf(attempt)}: ${shown}${takes}${also}`
  return new UnreachableError(machine, why, { hint: 'give --user, --identity_file or --password' })
}

const asProblem = (problem: unknown): Error => (problem instanceof Error ? problem : new Error(String(problem)))

function otherKeyType(attempt: Attempt): DmbookError {
  return new DmbookError(
    `cannot trust ${doorOf(attempt)} on the way to ${attempt.machine} as it shows no host key of a type that is known of it`,
    { code: 'E-HOST-KEY', exit: 'identity', hint: 'was it installed anew? compare its keys, then remove the old ones' },
  )
}

function socketWords(code: string, attempt: Attempt): string | null {
  const door = doorOf(attempt)
  const { address } = attempt.where
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: `nothing listens at ${door} (connection refused)`,
    ETIMEDOUT: `${door} does not answer (connection timed out)`,
    EHOSTUNREACH: `there is no way to ${door} (no route to host)`,
    ENETUNREACH: `there is no way to ${door} (network is unreachable)`,
    ENOTFOUND: `the name ${address} is not known`,
    EAI_AGAIN: `the name ${address} cannot be looked up just now`,
    EADDRNOTAVAIL: `there is no way to ${door} (address not available)`,
  }
  return words[code] ?? null
}

function detailsOf(thrown: unknown): { code?: string; level?: string; message: string } {
  if (!(thrown instanceof Error)) return { message: String(thrown) }
  const [first] = thrown instanceof AggregateError ? thrown.errors : []
  const error: Error = first instanceof Error ? first : thrown
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const level = 'level' in error && typeof error.level === 'string' ? error.level : ''
  return { code, level, message: error.message }
}
