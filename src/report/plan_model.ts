// What a plan found, gathered from its events: per play and task, the hosts with the same changes together.
// A task that a play runs in several batches is one row.

import type { Change, Event, Outcome, TaskRef } from '../core/event.js'
import { type Counts, plusOne } from './outcomes.js'

type Finished = Extract<Event, { kind: 'host_finished' }>

/** Hosts on which a task would do the same. */
export interface PlanChange {
  readonly hosts: readonly string[]
  readonly changes: readonly Change[]
}

/** Hosts of which a plan cannot say whether a task changes them, and why. */
export interface PlanMay {
  readonly hosts: readonly string[]
  readonly why: string
}

export interface PlanTask {
  readonly play: string
  readonly task: TaskRef
  readonly counts: Counts
  readonly changes: readonly PlanChange[]
  readonly may: readonly PlanMay[]
}

/** The plan with one more host's outcome of a task. */
export function planAfter(plan: readonly PlanTask[], play: string, event: Finished): readonly PlanTask[] {
  const index = plan.findLastIndex((row) => row.play === play && row.task.id === event.task.id)
  const row = plan[index] ?? { play, task: event.task, counts: {}, changes: [], may: [] }
  const next = withOutcome(row, event.host, event.outcome)
  return index < 0 ? [...plan, next] : plan.with(index, next)
}

function withOutcome(row: PlanTask, host: string, outcome: Outcome): PlanTask {
  const counted = { ...row, counts: plusOne(row.counts, outcome.kind) }
  if (outcome.kind === 'may') return { ...counted, may: joinMay(row.may, host, outcome.why) }
  if (outcome.kind !== 'changed') return counted
  return { ...counted, changes: joinChanges(row.changes, host, outcome.changes) }
}

function joinMay(may: readonly PlanMay[], host: string, why: string): readonly PlanMay[] {
  const index = may.findIndex((group) => group.why === why)
  const group = may[index]
  return group ? may.with(index, { ...group, hosts: [...group.hosts, host] }) : [...may, { why, hosts: [host] }]
}

function joinChanges(groups: readonly PlanChange[], host: string, changes: readonly Change[]): readonly PlanChange[] {
  const key = JSON.stringify(changes)
  const index = groups.findIndex((group) => JSON.stringify(group.changes) === key)
  const group = groups[index]
  return group
    ? groups.with(index, { ...group, hosts: [...group.hosts, host] })
    : [...groups, { hosts: [host], changes }]
}
