// What `no_log` leaves of a task: that it changed or failed, never with what.

import type { Change, Failure, Outcome } from '../core/event.js'

const hiddenWord = 'hidden by no_log'

/** The outcome without changes, messages and details; the error's code stays, it names no value. */
export function hidden(outcome: Outcome): Outcome {
  if (outcome.kind === 'changed') return { kind: 'changed', changes: hiddenChanges(outcome.changes) }
  if ('error' in outcome) return { ...outcome, error: hiddenFailure(outcome.error) }
  return outcome
}

export const hiddenChanges = (changes: readonly Change[]): readonly Change[] =>
  changes.map(() => ({ summary: hiddenWord }))

const hiddenFailure = ({ code }: Failure): Failure => ({
  code,
  message: `failed (${hiddenWord})`,
  hint: 'take no_log away to see why, where nobody else reads it',
})
