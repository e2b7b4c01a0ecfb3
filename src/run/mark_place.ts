// Where the generation mark of a cluster lies on a machine: of a supervised cluster in its folder (the machine's
// `host.vars.home`), else in the home of the user that logs in. The name begins as those that a folder of ours may hold
// before it is taken, and ends with the cluster's id, as several clusters may share a user.

import type { Inventory } from '../language/inventory.js'
import { markName } from '../state/generation.js'
import type { RunContext } from './context.js'
import { Fence } from './fence.js'
import type { MarkPlace } from './fence_scripts.js'
import type { RunSetup } from './run_setup.js'

/** Null for machines of no cluster, the control machine among them. */
export function markPlace(machine: string, { hosts }: Inventory, kind: () => string): MarkPlace | null {
  const { cluster_id: id, home } = hosts.get(machine)?.vars ?? {}
  if (typeof id !== 'string' || typeof home !== 'string') return null
  return { folder: kind() === 'supervised' ? home : null, name: markName(id) }
}

/** Null in a run that holds no lock: a plan. */
export function fenceOf({ head, lock, inventory, tools, world }: RunSetup, emit: RunContext['emit']): Fence | null {
  if (head.mode === 'plan' || lock === undefined) return null
  return new Fence({
    lock,
    run: head.run,
    place: (machine) => markPlace(machine, inventory, () => tools.services.kind),
    random: world.random,
    warn: (text) => emit({ kind: 'warning', text }),
  })
}
