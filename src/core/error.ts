// Every error that a user may see, and the exit code it ends with.
// The text is always: cannot DO as WHY: what was found. The hint says the next step.

import { codeFrame, type Place, placeText } from './place.js'

/** What the process ends with; the same for every verb. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  input: 2,
  differs: 3,
  unreachable: 4,
  locked: 5,
  refused: 6,
  identity: 8,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitName = keyof typeof exitCodes

/** One thing that is wrong. A problem of an input file has a place. */
export interface Problem {
  readonly message: string
  readonly at?: Place | undefined
  readonly hint?: string | undefined
}

interface ErrorOptions {
  readonly code: `E-${string}`
  readonly exit: ExitName
  readonly hint?: string | undefined
  readonly problems?: readonly Problem[]
  readonly cause?: unknown
}

/**
 * An error with a stable code, an exit code and a next step.
 * `problems` holds all that was found at once; empty where the message alone says it.
 */
export class DmbookError extends Error {
  readonly code: `E-${string}`
  readonly exit: ExitName
  readonly hint: string | undefined
  readonly problems: readonly Problem[]

  constructor(message: string, options: ErrorOptions) {
    super(message, { cause: options.cause })
    this.name = 'DmbookError'
    this.code = options.code
    this.exit = options.exit
    this.hint = options.hint
    this.problems = options.problems ?? []
  }
}

/** An input (a file, a flag) that cannot be used: exit 2, nothing was contacted. Throws all problems together. */
export function inputError(code: `E-${string}`, problems: readonly Problem[]): DmbookError {
  const [first] = problems
  const message = problems.length === 1 && first ? first.message : `${problems.length} problems`
  return new DmbookError(message, { code, exit: 'input', problems })
}

/** The problems of anything thrown; at least one. */
export function problemsOf(thrown: unknown): readonly Problem[] {
  if (!(thrown instanceof DmbookError)) return [{ message: reason(thrown) }]
  return thrown.problems.length > 0 ? thrown.problems : [{ message: reason(thrown), hint: thrown.hint }]
}

/** One problem as text: place, message, code frame; the hint stands under the caret where there is a place. */
export function problemText({ message, at, hint }: Problem): string {
  if (!at) return hint ? `${message}\nhint: ${hint}` : message
  return `${placeText(at)} ${message}\n${codeFrame(at, hint)}`
}

/** What is said of anything thrown, without a stack: the message, and the causes where they add something. */
export function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause === undefined ? '' : reason(thrown.cause)
  return cause && !thrown.message.includes(cause) ? `${thrown.message}: ${cause}` : thrown.message
}

/** The whole text that a user reads for an error. */
export function errorText(thrown: unknown): string {
  if (!(thrown instanceof DmbookError)) return reason(thrown)
  if (thrown.problems.length === 0) return withTail(reason(thrown), thrown)
  const parts = thrown.problems.map(problemText)
  const count = `${thrown.problems.length} ${thrown.problems.length === 1 ? 'problem' : 'problems'}.`
  const contact = thrown.exit === 'input' || thrown.exit === 'refused' ? ' Nothing was changed.' : ''
  return withTail([...parts, `${count}${contact}`].join('\n'), thrown)
}

function withTail(text: string, { code, exit, hint }: DmbookError): string {
  const tail = hint ? `\nhint: ${hint}` : ''
  return `${text}${tail}\n${code}, exit ${exitCodes[exit]}`
}
