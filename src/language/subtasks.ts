// The tasks directly below a task, in the order in which they stand.

import type { Task } from './playbook.js'

export function subtasks(task: Task): readonly Task[] {
  if (task.kind === 'block') return [...task.block, ...task.rescue, ...task.always]
  return task.kind === 'include' ? task.tasks : []
}
