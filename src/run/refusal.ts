// Whether a run that failed was refused: what had to hold before its first change does not, and nothing was changed.
// A state that a module finds it must not make (blocked) is refused as well. A run that only looks has nothing to refuse:
// what it finds wrong is its answer.

import type { Playbook, Task } from '../language/playbook.js'
import { subtasks } from '../language/subtasks.js'
import type { Module } from '../modules/module.js'
import type { Participants } from './participants.js'

interface Ended {
  readonly playbook: Pick<Playbook, 'plays'>
  readonly modules: ReadonlyMap<string, Module>
}

/** Of what other tasks of the same module have no such meaning. */
const codes = ['E-BLOCKED', 'E-LEADER']

export function isRefusal(participants: Participants, { playbook, modules }: Ended): boolean {
  const { troubled, touched } = participants
  if (touched || participants.recap().some(({ counts }) => counts.changed + counts.may > 0)) return false
  const refuses = (name: string): boolean => {
    const module = modules.get(name)
    return module?.kind === 'read' && module.refuses === true
  }
  const refused = troubled.every(
    ({ trouble }) => trouble?.kind === 'failed' && (codes.includes(trouble.error.code) || refuses(trouble.task.does)),
  )
  return (
    refused &&
    playbook.plays.some(({ tasks, handlers }) => [...tasks, ...handlers].some((task) => mayChange(task, modules)))
  )
}

function mayChange(task: Task, modules: Ended['modules']): boolean {
  if (task.kind === 'module') return modules.get(task.module)?.kind !== 'read'
  return subtasks(task).some((part) => mayChange(part, modules))
}
