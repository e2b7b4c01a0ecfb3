// The tasks below a task, in the order in which they stand.

import type { Task } from './playbook.js'

/** Directly below it. */
export function subtasks(task: Task): readonly Task[] {
  if (task.kind === 'block') return [...task.block, ...task.rescue, ...task.always]
  return task.kind === 'include' ? task.tasks : []
}

/** These and all in their blocks: what shares its registers with them. An include's own tasks are another file. */
export const withinFile = (tasks: readonly Task[]): Task[] =>
  tasks.flatMap((task) => (task.kind === 'block' ? [task, ...withinFile(subtasks(task))] : [task]))
