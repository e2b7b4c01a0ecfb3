// Which tasks `--tags` and `--skip-tags` leave of a playbook. A task has its own tags and those of everything around it:
// play, block, include. `always` is in unless it is skipped by name; `never` is out unless one of its tags is asked for.
// Pure. What is left must not need a register of what is left out.

import { inputError, type Problem } from '../core/error.js'
import { nearest } from '../core/text.js'
import { expressionsIn, expressionsOf } from './expressions_in.js'
import type { Play, Playbook, Task } from './playbook.js'
import { subtasks, withinFile } from './subtasks.js'

export interface TagChoice {
  /** empty: all */
  readonly tags: readonly string[]
  readonly skip: readonly string[]
}

/** Throws E-TAGS for tags that the playbook has not, and for registers that would be missing. */
export function selectTags(playbook: Playbook, choice: TagChoice): Playbook {
  if (choice.tags.length === 0 && choice.skip.length === 0 && !tagsOf(playbook).has('never')) return playbook
  const plays = playbook.plays.map((play) => ({ ...play, tasks: kept(play.tasks, play.tags, choice) }))
  const problems = [...unknownTags(playbook, choice), ...missing(playbook.plays, plays)]
  if (problems.length > 0) throw inputError('E-TAGS', problems)
  return { ...playbook, plays: plays.filter(({ tasks }) => tasks.length > 0) }
}

/** All tags of the playbook. */
export function tagsOf({ plays }: Playbook): ReadonlySet<string> {
  const ofTask = (task: Task): readonly string[] => [...task.tags, ...subtasks(task).flatMap(ofTask)]
  return new Set(plays.flatMap((play) => [...play.tags, ...play.tasks.flatMap(ofTask)]))
}

function kept(tasks: readonly Task[], around: readonly string[], choice: TagChoice): Task[] {
  return tasks.flatMap((task): Task[] => {
    const tags = [...around, ...task.tags]
    const within = (inner: readonly Task[]): Task[] => kept(inner, tags, choice)
    if (task.kind === 'block') {
      const parts = { block: within(task.block), rescue: within(task.rescue), always: within(task.always) }
      return parts.block.length + parts.always.length > 0 ? [{ ...task, ...parts }] : []
    }
    if (task.kind === 'include') {
      const inner = within(task.tasks)
      return inner.length > 0 ? [{ ...task, tasks: inner }] : []
    }
    return isChosen(tags, choice) ? [task] : []
  })
}

function isChosen(own: readonly string[], { tags, skip }: TagChoice): boolean {
  const meets = (others: readonly string[]): boolean => own.some((tag) => others.includes(tag))
  if (meets(skip)) return false
  if (own.includes('never')) return meets(tags)
  return tags.length === 0 || own.includes('always') || meets(tags)
}

function unknownTags(playbook: Playbook, { tags, skip }: TagChoice): Problem[] {
  const known = tagsOf(playbook)
  return [...tags, ...skip]
    .filter((tag) => !known.has(tag) && tag !== 'always' && tag !== 'never')
    .map((tag) => {
      const near = nearest(tag, known)
      const all = known.size === 0 ? 'it has none' : `its tags: ${[...known].join(', ')}`
      return { message: `the playbook has no tag "${tag}"`, hint: near ? `did you mean ${near}?` : all }
    })
}

/** Registers stay in their file: each is looked at by itself. */
function missing(before: readonly Play[], after: readonly Play[]): Problem[] {
  const lists = (plays: readonly Play[]) => plays.flatMap(({ tasks }) => tasks)
  const playWords = after.filter(({ tasks }) => tasks.length > 0).flatMap(expressionsOf)
  const all = new Map(filesOf(lists(before)))
  return filesOf(lists(after)).flatMap(([file, tasks]) => {
    const given = new Set(tasks.flatMap(gives))
    const lost = new Map((all.get(file) ?? []).flatMap((task) => gives(task).map((name) => [name, task] as const)))
    const mentioned = [...tasks.flatMap(expressionsIn), ...(file === '' ? playWords : [])]
    return mentioned.flatMap(({ names, at }) =>
      [...names]
        .filter((name) => lost.has(name) && !given.has(name))
        .map((name) => ({
          message: `cannot leave out what gives "${name}", as it is needed here`,
          at,
          hint: `the task on line ${lost.get(name)?.at.line} gives it: choose one of its tags too, or write tags: always there`,
        })),
    )
  })
}

/** The tasks of each file of its own registers: the playbook's ('') and every include's, by the include's id. */
function filesOf(tasks: readonly Task[], id = ''): [string, readonly Task[]][] {
  const own = withinFile(tasks)
  return [[id, own], ...own.flatMap((task) => (task.kind === 'include' ? filesOf(task.tasks, task.id) : []))]
}

function gives(task: Task): string[] {
  if (task.kind === 'set') return [...task.values.keys()]
  return task.kind === 'module' && task.register !== null ? [task.register] : []
}
