// What a run will do, before anything is contacted: plays, their hosts, batches and tasks.
// Pure: the same playbook, inventory and inputs give the same outline. `--list-hosts` and `--list-tasks` print it.

import { DmbookError } from '../core/error.js'
import { placeText } from '../core/place.js'
import { nearest } from '../core/text.js'
import type { Host, Inventory } from '../language/inventory.js'
import { controlId } from '../language/inventory.js'
import type { Play, Playbook, Scope, Task, Value } from '../language/playbook.js'
import { subtasks } from '../language/subtasks.js'
import { evaluate, evaluateText } from '../language/values.js'
import { batches } from './batch.js'

/** A play for one value of its `for_each`. `names` holds that value under its name. */
export interface OutlinePlay {
  readonly play: Play
  readonly name: string
  readonly names: Scope
  readonly hosts: readonly Host[]
  /** as the inventory orders them; live order puts the hosts of `last` at the end */
  readonly batches: readonly (readonly Host[])[]
}

export interface Outline {
  readonly plays: readonly OutlinePlay[]
}

/** What is known before a machine is reached. `base` holds inputs, run, groups and, where the playbook selects, selected. */
export interface OutlineInput {
  readonly playbook: Playbook
  readonly inventory: Inventory
  readonly base: Scope
}

/** Expands plays and their hosts. Throws where an expression fails or a group is unknown, naming its place. */
export function outline({ playbook, inventory, base }: OutlineInput): Outline {
  const plays = playbook.plays.flatMap((play) =>
    eachNames(play, base).map((names) => outlinePlay(play, { inventory, scope: { ...base, ...names }, names })),
  )
  return { plays }
}

function eachNames(play: Play, base: Scope): readonly Scope[] {
  if (!play.forEach) return [{}]
  const { name, values } = play.forEach
  const list = evaluate(values, base)
  if (Array.isArray(list)) return list.map((value) => ({ [name]: value }))
  throw outlineError(values, `for_each must give a list: ${typeof list}`)
}

function outlinePlay(play: Play, { inventory, scope, names }: { inventory: Inventory; scope: Scope; names: Scope }) {
  const hosts = playHosts(play.hosts, { inventory, scope })
  return { play, names, hosts, name: evaluateText(play.name, scope), batches: batches(hosts, play.serial) }
}

function playHosts(value: Value, { inventory, scope }: { inventory: Inventory; scope: Scope }): Host[] {
  const found = evaluate(value, scope)
  const wanted = Array.isArray(found) ? found : [found]
  const ids = wanted.flatMap((entry) => hostIds(entry, { value, inventory }))
  return [...new Set(ids)].flatMap((id) => inventory.hosts.get(id) ?? [])
}

function hostIds(entry: unknown, { value, inventory }: { value: Value; inventory: Inventory }): readonly string[] {
  if (typeof entry === 'string') return groupIds(entry, { value, inventory })
  if (typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string') return [entry.id]
  throw outlineError(value, 'hosts must be a group, a list of groups, or an expression that gives hosts')
}

function groupIds(name: string, { value, inventory }: { value: Value; inventory: Inventory }): readonly string[] {
  const ids = inventory.groups[name]
  if (ids) return ids
  const near = nearest(name, Object.keys(inventory.groups))
  throw outlineError(value, `"${name}" is not a group of the inventory`, near ? `did you mean ${near}?` : undefined)
}

function outlineError(value: Value, why: string, hint?: string): DmbookError {
  const problem = { message: `cannot tell the play's hosts as ${why}`, at: value.at, hint }
  return new DmbookError(problem.message, { code: 'E-HOSTS', exit: 'input', problems: [problem] })
}

/** The machines that any play of the outline, or a task on the control machine, will need. */
export function machinesOf(outlined: Outline, inventory: Inventory): readonly string[] {
  const ids = new Set<string>()
  for (const { hosts, play } of outlined.plays) {
    for (const host of hosts) ids.add(host.machine)
    if (hosts.length > 0 && usesControl([...play.tasks, ...play.handlers]))
      ids.add(inventory.hosts.get(controlId)?.machine ?? controlId)
  }
  return [...ids]
}

/** The machines without which no task may begin; the others are wanted by plays only that bear it. */
export function neededMachines({ plays }: Outline, inventory: Inventory): ReadonlySet<string> {
  return new Set(machinesOf({ plays: plays.filter(({ play }) => play.unreachable === 'abort') }, inventory))
}

function usesControl(tasks: readonly Task[]): boolean {
  return tasks.some((task) => task.on === 'control' || usesControl(subtasks(task)))
}

/** Lines for `--list-hosts` and, with tasks, `--list-tasks`. */
export function outlineText({ plays }: Outline, options: { readonly tasks: boolean }): string[] {
  return plays.flatMap(({ name, play, batches: cut, hosts }) => [
    `${name}${play.tags.length > 0 ? ` [${play.tags.join(', ')}]` : ''}${play.when ? ` (when ${play.when.text})` : ''}`,
    ...(hosts.length === 0 ? ['  no hosts'] : cut.map((batch) => `  ${batch.map((host) => host.id).join(', ')}`)),
    ...(play.last ? [`  last: where ${play.last.text}`] : []),
    ...(options.tasks ? play.tasks.flatMap((task) => taskLines(task, 2)) : []),
    ...(options.tasks && play.handlers.length > 0 ? ['  handlers, for hosts that notify them:'] : []),
    ...(options.tasks ? play.handlers.flatMap((task) => taskLines(task, 2)) : []),
  ])
}

function taskLines(task: Task, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const when = task.when ? ` (when ${task.when.text})` : ''
  const below = subtasks(task).flatMap((child) => taskLines(child, depth + 1))
  const tags = task.tags.length > 0 ? ` [${task.tags.join(', ')}]` : ''
  return [`${indent}${taskTitle(task)}${when}${tags}  ${placeText(task.at)}`, ...below]
}

/** The task's name as it is written, or what it does. */
export function taskTitle(task: Task): string {
  if (task.name?.kind === 'literal') return String(task.name.value)
  if (task.name?.kind === 'text')
    return task.name.parts.map((part) => (typeof part === 'string' ? part : `\${{ ${part.text} }}`)).join('')
  return task.kind === 'include' ? `include ${task.file}` : taskDoes(task)
}

export function taskDoes(task: Task): string {
  if (task.kind === 'module') return task.module
  return task.kind
}
