// Warnings about a playbook that loads: nothing is wrong with its words, yet it hardly does what its writer thinks.

import type { Problem } from '../core/error.js'
import { expressionsIn, expressionsOf } from './expressions_in.js'
import type { ModuleTask, Play, Playbook, Task } from './playbook.js'
import { withinFile } from './subtasks.js'

/** In the order of the text; each with its place. */
export function lintPlaybook({ plays }: Playbook): Problem[] {
  const tasks = plays.flatMap((play) => [...play.tasks, ...play.handlers])
  const outside = new Set(plays.flatMap((play) => expressionsOf(play).flatMap(({ names }) => [...names])))
  const files = [...lintFile(tasks, outside), ...includedLists(tasks).flatMap((list) => lintFile(list, new Set()))]
  return [...files, ...plays.flatMap(unheard)]
}

function unheard({ tasks, handlers }: Play): Problem[] {
  const notified = new Set(withinFile([...tasks, ...handlers]).flatMap(({ notify }) => notify))
  return handlers.flatMap(({ name, at }) =>
    name?.kind === 'literal' && !notified.has(String(name.value))
      ? [
          {
            message: `the handler "${name.value}" is never notified`,
            at,
            hint: 'write notify on the tasks after whose change it runs',
          },
        ]
      : [],
  )
}

/** Registers stay in their file: each file is looked at by itself. */
function lintFile(tasks: readonly Task[], outside: ReadonlySet<string>): Problem[] {
  const all = withinFile(tasks)
  const mentioned = new Set([
    ...outside,
    ...all.flatMap((task) => expressionsIn(task).flatMap(({ names }) => [...names])),
  ])
  return all.flatMap((task) =>
    task.kind === 'module' ? [...unused(task, mentioned), ...blind(task), ...idle(task)] : [],
  )
}

function includedLists(tasks: readonly Task[]): (readonly Task[])[] {
  return withinFile(tasks).flatMap((task) =>
    task.kind === 'include' ? [task.tasks, ...includedLists(task.tasks)] : [],
  )
}

function unused({ register, at }: ModuleTask, mentioned: ReadonlySet<string>): Problem[] {
  if (register === null || mentioned.has(register)) return []
  return [{ message: `the register ${register} is never read`, at, hint: 'remove it, or use it in a condition' }]
}

/** A command acts each time, unless something says when there is nothing to do. */
function blind({ module, params, changedWhen, at }: ModuleTask): Problem[] {
  const guarded = params.kind === 'map' && ['creates', 'removes', 'unless'].some((key) => params.entries.has(key))
  if (module !== 'command' || guarded || changedWhen) return []
  return [
    { message: 'the command runs every time and counts as a change', at, hint: 'add creates, unless or changed_when' },
  ]
}

function idle({ delay, until, retries, at }: ModuleTask): Problem[] {
  if (!delay || until || retries) return []
  return [{ message: 'delay has no effect without until or retries', at }]
}
