// A module with all that it is handed for one host: evaluated parameters, the machine as the right user, its tools.

import { controlId, type Host } from '../language/inventory.js'
import { completeParams } from '../language/params.js'
import { evaluate } from '../language/values.js'
import type { Step } from './context.js'
import type { Job } from './execute.js'
import type { TaskRun } from './task_run.js'
import { userOf } from './task_user.js'
import { durationOf } from './word_values.js'

export interface Call extends Pick<Job, 'module' | 'params' | 'host' | 'tools'> {
  readonly step: Step
}

/** Throws where an expression cannot be evaluated, or parameters are not as the module wants them. */
export function callOf({ task, play, frame, ref }: Omit<TaskRun, 'troubles'>, host: Host): Call {
  const { context } = play
  const scope = play.scope(frame, host)
  const timeoutMs = task.timeout ? durationOf(task.timeout, scope, 0) : null
  const signal = timeoutMs === null ? context.abort : AbortSignal.any([context.abort, AbortSignal.timeout(timeoutMs)])
  const on = task.on === 'control' ? (context.inventory.hosts.get(controlId) ?? host) : host
  const user = userOf(frame, { scope, machine: context.inventory.machines.get(on.machine) })
  const step = { task: ref, host, file: task.at.source.file, signal, scope }
  const [module, entry] = [context.modules.get(task.module), context.catalog.get(task.module)]
  if (!module || !entry) throw new TypeError(`no module ${task.module}`)
  return {
    module,
    params: completeParams(entry, evaluate(task.params, scope), task.params),
    host: context.machine(on, { user, signal }),
    tools: context.tools(step),
    step,
  }
}
