// All expressions of a task's own words, of a play's, or inside a value; not those of tasks inside a task.

import type { Expression, Play, Task, Value } from './playbook.js'

export function expressionsIn(task: Task): Expression[] {
  const shared = [...valueExpressions(task.name), ...shareable(task)]
  if (task.kind === 'block') return shared
  if (task.kind === 'include') return [...shared, ...[...task.given.values()].flatMap(valueExpressions)]
  if (task.kind === 'set') return [...shared, ...[...task.values.values()].flatMap(valueExpressions)]
  const values = [task.params, task.loop, task.retries, task.delay, task.timeout].flatMap(valueExpressions)
  return [...shared, ...values, ...conditions([task.until, task.changedWhen, task.failedWhen])]
}

export function expressionsOf(play: Play): Expression[] {
  const values = [play.name, play.hosts, play.forEach?.values ?? null].flatMap(valueExpressions)
  return [...values, ...shareable(play), ...conditions([play.last])]
}

export function valueExpressions(value: Value | null): Expression[] {
  if (value === null || value.kind === 'literal') return []
  if (value.kind === 'expression') return [value.expression]
  if (value.kind === 'text') return value.parts.filter((part) => typeof part !== 'string')
  return [...(value.kind === 'list' ? value.items : value.entries.values())].flatMap(valueExpressions)
}

function shareable({
  when,
  vars,
  become,
  becomeUser,
}: Pick<Task, 'when' | 'vars' | 'become' | 'becomeUser'>): Expression[] {
  return [...conditions([when]), ...[...vars.values(), become, becomeUser].flatMap(valueExpressions)]
}

const conditions = (list: readonly (Expression | null)[]): Expression[] => list.flatMap((each) => each ?? [])
