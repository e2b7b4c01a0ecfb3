// A destroy takes the cluster's own login off the machines last. One that was killed in between finds some of them
// closed: then it goes on through the login that is given, which may become root as well.

import type { Invocation } from '../cli/io.js'
import type { Inventory, Machine } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'

/** The inventory as it is, or with every machine of the cluster reached by the login that the words give. */
export function reachedFor({ options }: Pick<Invocation, 'options'>, inventory: Inventory): Inventory {
  if (options.verb !== 'destroy' || typeof options.user !== 'string') return inventory
  return { ...inventory, machines: new Map([...inventory.machines].map(([id, machine]) => [id, byGiven(machine)])) }
}

function byGiven({ after: _, ...machine }: Machine): Machine {
  if (machine.reach.kind !== 'ssh') return machine
  return { ...machine, reach: { ...machine.reach, user: null, login: 'given' } }
}

/** What to say before a destroy that was begun before; null otherwise. */
export function noteOnLogin({ options }: Pick<Invocation, 'options'>, recorded: ClusterMeta | null): string | null {
  if (options.verb !== 'destroy' || recorded?.state !== 'destroying' || recorded.settings.ssh === 'none') return null
  if (typeof options.user === 'string') return null
  return `${recorded.name} was being destroyed already. Where its own login is gone, give another: --user NAME`
}
