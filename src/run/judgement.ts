// What a task's register holds, and what changed_when and failed_when make of how its module ended.

import type { Outcome } from '../core/event.js'
import type { Host } from '../language/inventory.js'
import type { Condition, Scope } from '../language/playbook.js'
import type { Ended, TaskRun } from './task_run.js'

/** changed_when and failed_when have the last word. */
export function judged(run: TaskRun, host: Host, ended: Ended): Ended {
  const { changedWhen, failedWhen } = run.task
  if ((!changedWhen && !failedWhen) || run.play.context.mode === 'plan') return ended
  const scope = scopeWith(run, host, ended.register)
  const outcome = changedOutcome(failedOutcome(ended.outcome, failedWhen, scope), changedWhen, scope)
  return { outcome, register: registerOf(run, outcome, Object(ended.register)) }
}

function failedOutcome(outcome: Outcome, condition: Condition | null, scope: Scope): Outcome {
  if (!condition) return outcome
  const failed = condition.evaluate(scope) === true
  if (!failed) return outcome.kind === 'failed' ? { kind: 'ok' } : outcome
  return outcome.kind === 'failed'
    ? outcome
    : { kind: 'failed', error: { code: 'E-FAILED-WHEN', message: `failed_when holds: ${condition.text}` } }
}

function changedOutcome(outcome: Outcome, condition: Condition | null, scope: Scope): Outcome {
  if (!condition || (outcome.kind !== 'ok' && outcome.kind !== 'changed')) return outcome
  if (condition.evaluate(scope) !== true) return { kind: 'ok' }
  return outcome.kind === 'changed'
    ? outcome
    : { kind: 'changed', changes: [{ summary: `changed_when holds: ${condition.text}` }] }
}

/** What the task's own conditions see: its register too. */
export function scopeWith({ task, play, frame }: TaskRun, host: Host, register: unknown): Scope {
  const scope = play.scope(frame, host)
  return task.register ? { ...scope, [task.register]: register } : scope
}

/** Every key that the module documents is there, null where it has nothing to say. */
export function registerOf({ task, play }: TaskRun, outcome: Outcome, result: object): object {
  const keys = 'items' in result ? [] : (play.context.catalog.get(task.module)?.results ?? [])
  return {
    ...Object.fromEntries(keys.map((key) => [key, null])),
    ...result,
    changed: outcome.kind === 'changed',
    failed: outcome.kind === 'failed' || outcome.kind === 'unreachable' || outcome.kind === 'in_doubt',
    skipped: outcome.kind === 'skipped',
  }
}
