// Which state of its own unit a play wants of a host: what the `service` tasks say, the last one winning.
// Read from the playbook, not from what happened: a host that is out of reach ran none of them.

import type { Host } from '../language/inventory.js'
import type { ModuleTask, Scope, Task, Value } from '../language/playbook.js'
import { subtasks } from '../language/subtasks.js'
import { evaluate } from '../language/values.js'
import type { OwedState } from '../state/cluster_store.js'

export const owedStates: readonly OwedState[] = ['stopped', 'running', 'current']

/** Null where the tasks want nothing of the unit, or nothing that can be told from this scope. */
export function lastWish(tasks: readonly Task[], host: Host, scope: Scope): OwedState | null {
  const wishes = tasks.flatMap((task) => {
    if (task.on === 'control' || isRuledOut(task, scope)) return []
    if (task.kind === 'module') return wishOf(task, host, scope) ?? []
    return lastWish(task.kind === 'block' ? task.block : subtasks(task), host, scope) ?? []
  })
  return wishes.at(-1) ?? null
}

/** What this task wants of the unit of the host. */
export function wishOf({ module, params }: ModuleTask, host: Host, scope: Scope): OwedState | null {
  if (module !== 'service' || host.unit === null || params.kind !== 'map') return null
  const unit = told(params.entries.get('unit'), scope)
  const state = told(params.entries.get('state'), scope)
  return unit === host.unit ? (owedStates.find((known) => known === state) ?? null) : null
}

/** A condition that cannot be told counts as met: better a stop that is owed in vain than one that is forgotten. */
function isRuledOut({ when }: Task, scope: Scope): boolean {
  try {
    return when !== null && when.evaluate(scope) !== true
  } catch {
    return false
  }
}

function told(value: Value | undefined, scope: Scope): unknown {
  try {
    return value && evaluate(value, scope)
  } catch {
    return undefined
  }
}
