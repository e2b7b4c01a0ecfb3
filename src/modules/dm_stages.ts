// Waits until tasks do again what they did before their worker was disturbed: a worker that is counted in may still have
// lost a task on the way.

import Type from 'typebox'
import type { DmApi, Subtask } from '../hosts/dm_api.js'
import { dmOf } from './dm_leader.js'
import { defineModule } from './module.js'
import { duration, durationMs, list, object, optional } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'

interface Before {
  readonly source: string
  readonly task: string
  readonly stage: string
}

export const dmStages = defineModule({
  kind: 'read',
  summary: 'Wait until tasks run again that ran before.',
  description:
    'A task that ran must run again, or be finished, without an error. One that was paused or stopped before is left ' +
    'alone. Asked from the control machine.',
  params: object({
    before: list(Type.Unsafe<Before>({ type: 'object' }), 'What dm_tasks found: source, task, stage.'),
    timeout: optional(duration('Longest wait; --wait-timeout when absent.')),
  }),
  results: { running: 'How many tasks run again.' },
  examples: [{ before: [{ source: 'mysql-01', task: 'shop', stage: 'Running' }] }],

  async read(_host, { before, timeout }, tools) {
    const ran = before.filter(({ stage }) => stage === 'Running')
    if (ran.length === 0) return { running: 0 }
    const dm = dmOf(tools)
    const hint = 'look at the task: dmctl query-status; later instances are untouched'
    const timeoutMs = durationMs(timeout, tools.waitTimeoutMs)
    const patience = { what: 'see every task run again', timeoutMs, intervalMs: 100, hint }
    await poll(tools, patience, () => tasksAgain(dm, ran))
    return { running: ran.length }
  },
})

/** Whether each task runs, or is finished. */
export async function tasksAgain(dm: DmApi, ran: readonly Omit<Before, 'stage'>[]): Promise<Look<true>> {
  if (ran.length === 0) return done(true)
  const sources = [...new Set(ran.map(({ source }) => source))]
  const found = await Promise.all(sources.map((source) => subtasksOf(dm, source)))
  const missing = sources.flatMap((source, index) => {
    const subtasks = found[index]
    if (typeof subtasks === 'string') return [subtasks]
    const tasks = ran.filter((one) => one.source === source).map(({ task }) => task)
    return tasks.flatMap((task) => trouble(task, { source, subtask: subtasks?.find((one) => one.task === task) }) ?? [])
  })
  return missing.length === 0 ? done(true) : notYet(missing.join('; '))
}

/** What the tasks do, or why nobody can tell. */
async function subtasksOf(dm: DmApi, source: string): Promise<readonly Subtask[] | string> {
  try {
    return (await dm.source(source)).subtasks
  } catch (thrown) {
    if (thrown instanceof Error && !(thrown instanceof TypeError)) return thrown.message
    throw thrown
  }
}

interface Found {
  readonly source: string
  readonly subtask: Subtask | undefined
}

function trouble(task: string, { source, subtask }: Found): string | null {
  if (!subtask) return `${task} is not on ${source}`
  if (subtask.stage === 'Running' || subtask.stage === 'Finished') return null
  const why = subtask.errors.length > 0 ? `: ${subtask.errors.join('; ')}` : ''
  return `${task} is ${subtask.stage.toLowerCase()} on ${source}${why}`
}
