// What can go wrong between this machine and another one. The difference that counts: UnreachableError says that nothing
// is known of what the script did; CommandError and ScriptTimeoutError say that the machine answers, but the script failed.
// `doing` completes "cannot …". Of a script messages hold the first line only: a whole script is noise, and may hold a file's text.

import { durationText } from '../core/duration.js'
import { DmbookError } from '../core/error.js'
import { sizeText } from '../core/size.js'
import type { Output } from './host.js'

const longestLine = 120
const linesOfDetail = 10

interface Why {
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** The machine cannot be reached, or the connection was lost: what ran last is in doubt. */
export class UnreachableError extends DmbookError {
  constructor(
    readonly machine: string,
    readonly why: string,
    { hint, cause }: Why = {},
  ) {
    super(`cannot reach ${machine} as ${why}`, { code: 'E-UNREACHABLE', exit: 'unreachable', hint, cause })
    this.name = 'UnreachableError'
  }

  /** The same cause for another machine: one jump host lies before many. */
  of(machine: string): UnreachableError {
    return new UnreachableError(machine, this.why, { hint: this.hint, cause: this.cause })
  }
}

/** The machine takes no more channels just now (sshd's MaxSessions): those that are open still work. */
export class ChannelRefusedError extends Error {
  override readonly name = 'ChannelRefusedError'
}

/** Another user cannot be entered on the machine. `said` is what sudo said. */
export class BecomeError extends DmbookError {
  constructor(
    readonly machine: string,
    { user, login, said }: { readonly user: string; readonly login: string; readonly said: string },
  ) {
    const needed = `${login} ALL=(${user}) NOPASSWD: ALL`
    super(`cannot become ${user} on ${machine} as sudo does not let ${login}: ${said || 'it said nothing'}`, {
      code: 'E-BECOME',
      exit: 'refused',
      hint: `by visudo on ${machine} keep the lines "${needed}" and "Defaults:${login} !requiretty"`,
    })
    this.name = 'BecomeError'
  }
}

/** A script ended with an exit code that is no answer. `detail` holds the last lines that it said. */
export class CommandError extends DmbookError {
  readonly rc: number
  readonly detail: string

  constructor(
    readonly machine: string,
    doing: string,
    output: Output,
  ) {
    const detail = lastLines(output.stderr.trim() === '' ? output.stdout : output.stderr)
    const said = detail.split('\n').at(-1) ?? ''
    super(`cannot ${doing} on ${machine} as it ended with ${output.rc}${said ? `: ${said}` : ''}`, {
      code: 'E-COMMAND',
      exit: 'failed',
    })
    this.name = 'CommandError'
    this.rc = output.rc
    this.detail = detail
  }
}

/** A script took longer than it may; it was ended, with its children. */
export class ScriptTimeoutError extends DmbookError {
  constructor(
    readonly machine: string,
    doing: string,
    timeoutMs: number,
  ) {
    super(`cannot ${doing} on ${machine} as it takes longer than ${durationText(timeoutMs)}`, {
      code: 'E-TIMEOUT',
      exit: 'failed',
    })
    this.name = 'ScriptTimeoutError'
  }
}

/** A script said more than is kept of one; it was ended. */
export class OutputError extends DmbookError {
  constructor(
    readonly machine: string,
    doing: string,
    limitBytes: number,
  ) {
    super(`cannot ${doing} on ${machine} as it says more than ${sizeText(limitBytes)}`, {
      code: 'E-OUTPUT',
      exit: 'failed',
    })
    this.name = 'OutputError'
  }
}

/** What a script does, for messages: its first line, shortened, unless it is told. */
export function doingOf(script: string, doing: string | undefined): string {
  if (doing !== undefined) return doing
  const line =
    script
      .split('\n')
      .find((text) => text.trim() !== '')
      ?.trim() ?? ''
  return `run ${line.length > longestLine ? `${line.slice(0, longestLine)}…` : line}`
}

const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-linesOfDetail).join('\n')
