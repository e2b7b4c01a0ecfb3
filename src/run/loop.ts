// A task with `loop`: once for each item, one after the other, on one host. Every item has its turn, as in Ansible; the
// task has failed where one of them did. A machine that is lost ends the loop. Its register is { items, changed, … }.

import { inputError } from '../core/error.js'
import type { Outcome, OutcomeKind } from '../core/event.js'
import type { Host } from '../language/inventory.js'
import { Unknown, UnknownValueError } from '../language/unknown.js'
import { evaluate } from '../language/values.js'
import { attempts, notRun } from './attempts.js'
import { failureOf } from './failure.js'
import { registerOf } from './judgement.js'
import type { Ended, TaskRun } from './task_run.js'

/** Never throws; what goes wrong is an outcome. */
export async function loop(run: TaskRun, host: Host): Promise<Ended> {
  const reachable = run.play.holds({ ...run.task, when: null }, host, run.frame)
  if (reachable.kind === 'no') return notRun(run, reachable.outcome)
  try {
    const items = itemsOf(run, host)
    return together(run, await eachOf(items, { run, host }))
  } catch (thrown) {
    if (thrown instanceof UnknownValueError) return notRun(run, { kind: 'may', why: thrown.message })
    return notRun(run, { kind: 'failed', error: failureOf(thrown) })
  }
}

function itemsOf({ task, play, frame }: TaskRun, host: Host): readonly unknown[] {
  const items = task.loop ? evaluate(task.loop, play.scope(frame, host)) : []
  if (Array.isArray(items)) return items
  throw inputError('E-LOOP', [{ message: 'cannot loop as its value is no list', at: task.loop?.at }])
}

async function eachOf(
  items: readonly unknown[],
  { run, host }: { run: TaskRun; host: Host },
): Promise<readonly Ended[]> {
  const ended: Ended[] = []
  for (const [index, item] of items.entries()) {
    const names = { ...run.frame.names, item, index }
    const one = { ...run, frame: { ...run.frame, names } }
    const held = run.play.holds(run.task, host, one.frame)
    const last = held.kind === 'yes' ? await attempts(one, host) : notRun(one, held.outcome)
    ended.push(last)
    if (last.outcome.kind === 'unreachable' || last.outcome.kind === 'in_doubt') break
  }
  return ended
}

/** Which of the items' outcomes is the task's: the first of these that occurs. */
const order: readonly OutcomeKind[] = ['in_doubt', 'unreachable', 'failed', 'changed', 'may', 'ok']

function together(run: TaskRun, ended: readonly Ended[]): Ended {
  const kind = order.find((each) => ended.some(({ outcome }) => outcome.kind === each))
  const found = ended.map(({ outcome }) => outcome).filter((outcome) => outcome.kind === kind)
  const outcome = combined(found, ended)
  const unknown = ended.find(({ register }) => register instanceof Unknown)
  const items = ended.map(({ register }) => register)
  return { outcome, register: unknown ? unknown.register : registerOf(run, outcome, { items }) }
}

function combined(found: readonly Outcome[], ended: readonly Ended[]): Outcome {
  const [first] = found
  if (!first)
    return { kind: 'skipped', why: ended.length === 0 ? 'its list is empty' : 'its condition holds for no item' }
  if (first.kind === 'changed')
    return { kind: 'changed', changes: found.flatMap((outcome) => (outcome.kind === 'changed' ? outcome.changes : [])) }
  if (first.kind !== 'failed' || ended.length === 1) return first
  const index = ended.findIndex(({ outcome }) => outcome === first)
  const message = `${found.length} of ${ended.length} items failed, the first is number ${index + 1}: ${first.error.message}`
  return { kind: 'failed', error: { ...first.error, message } }
}
