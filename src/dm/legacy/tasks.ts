// The tasks that DM 2.0 will find, as the stores of the workers have them: those that run or are paused. Others would be
// lost without a word, so that they are errors until somebody says that they may stay behind.

import { type V1Task, v1StoppedTasks, v1Tasks } from '../../core/v1_tasks.js'
import type { Findings } from './findings.js'
import type { Seen } from './seen.js'
import { type KeptTask, taskChecklist } from './task_checklist.js'
import type { TakeoverWishes } from './wishes.js'

export interface LegacyTask {
  readonly task: string
  readonly source: string
  readonly stage: 'Running' | 'Paused'
}

interface Reading {
  readonly wishes: Pick<TakeoverWishes, 'leave'>
  readonly found: Findings
}

export function tasksOf(seen: readonly Seen[], reading: Reading): LegacyTask[] {
  const kept = seen.flatMap((one) => (one.source === null ? [] : tasksOfWorker(one, one.source.id, reading)))
  reading.found.warnings.push(...taskChecklist(kept))
  return kept.map(({ task, source, stage }) => ({ task, source, stage }))
}

function tasksOfWorker({ look, process }: Seen, source: string, { wishes, found }: Reading): (LegacyTask & KeptTask)[] {
  if (!look.meta?.files) return []
  const files = new Map(Object.entries(look.meta.files).map(([name, text]) => [name, Buffer.from(text, 'base64')]))
  try {
    const tasks = v1Tasks(files)
    for (const name of v1StoppedTasks(files)) lost({ name, how: 'was stopped with stop-task' })
    return tasks.flatMap(carried)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const message = `cannot read the tasks of ${process.alias} as ${look.meta.path}/kv is broken: ${why}`
    found.errors.push({ message, at: process.at })
    return []
  }

  function carried({ name, stage, config }: V1Task): (LegacyTask & KeptTask)[] {
    if (stage === 'Running' || stage === 'Paused') return [{ task: name, source, stage, config }]
    lost({ name, how: `is ${stage}` })
    return []
  }

  function lost({ name, how }: { readonly name: string; readonly how: string }): void {
    const message = `the task ${name} of ${source} ${how}, so that DM 2.0 does not take it over`
    const hint = `start it again on DM 1.0 first, or let it be: --leave-task ${name}`
    if (wishes.leave.includes(name)) found.warnings.push({ message, at: process.at })
    else found.errors.push({ message: `cannot import as ${message}`, at: process.at, hint })
  }
}
