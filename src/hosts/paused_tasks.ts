// Resumes tasks that a move of their source has paused.

import type { DmApi } from './dm_api.js'

/** Those of them that are found paused. Throws DmApiError where their worker cannot be asked. */
export async function resumePaused(
  dm: DmApi,
  tasks: readonly { readonly source: string; readonly task: string }[],
): Promise<void> {
  for (const source of new Set(tasks.map((one) => one.source))) {
    const { subtasks } = await dm.source(source)
    const paused = subtasks.filter(({ stage, task }) => stage === 'Paused' && tasks.some((one) => one.task === task))
    for (const { task } of paused) await dm.operateTask('resume', { task, source })
  }
}
