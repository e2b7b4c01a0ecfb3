// Verbs that change which nodes a cluster has: an input of type `nodes` names those that leave, one of type `topology`
// (without a version, which would make a cluster) holds new ones. A verb with both lets new ones take the place of others.

import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { withJoining } from '../dm/stored_topology.js'
import type { Inventory } from '../language/inventory.js'
import type { InputType, Playbook, Scope } from '../language/playbook.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import type { StateFolder } from '../state/folder.js'
import { type Around, inventoryOf } from './cluster.js'
import { grownCluster, joiningInventory } from './joining.js'
import { leavingFrom } from './leaving.js'
import type { Draft } from './new_cluster.js'
import { replaced } from './replacing.js'
import { givenList } from './words.js'

/** What is run on. `draft` is null where no node is new. `asked` are the masters that answer for the cluster. */
export interface Scaled {
  readonly draft: Draft | null
  inventory(around: Around): Inventory
  asked(around: Around): Inventory
}

interface Wanted {
  readonly playbook: Playbook
  readonly inputs: Scope
  readonly recorded: ClusterMeta
  readonly state: StateFolder
}

export const changesNodes = (playbook: Playbook): boolean =>
  inputOf(playbook, 'nodes') !== undefined ||
  (inputOf(playbook, 'topology') !== undefined && inputOf(playbook, 'version') === undefined)

/** `nothing`: nothing is to be done, and why. */
export async function scaled(
  { io, settings }: Invocation,
  { playbook, inputs, recorded, state }: Wanted,
): Promise<Scaled | { readonly nothing: string }> {
  const leave = inputOf(playbook, 'nodes')
  const join = inputOf(playbook, 'topology')
  refuseUnfinished(recorded)
  const around = { state, settings }
  if (leave && join) {
    const words = { old: givenList(inputs[leave]), next: String(inputs[join]), around, warn: io.warn }
    return replaced(recorded, words)
  }
  if (leave) return without(recorded, { nodes: givenList(inputs[leave]), around, say: io.say })
  const file = String(inputs[join ?? ''])
  const draft = await grownCluster(recorded, { file, around, warn: io.warn })
  return {
    draft,
    inventory: (given) => joiningInventory(draft, recorded, given),
    asked: (given) => inventoryOf(recorded, given),
  }
}

const inputOf = ({ inputs }: Playbook, wanted: InputType): string | undefined =>
  [...inputs.values()].find(({ type }) => type === wanted)?.name

interface Named {
  readonly nodes: readonly string[]
  readonly around: Around
  say(text: string): void
}

function without(recorded: ClusterMeta, { nodes, around, say }: Named): Scaled | { readonly nothing: string } {
  const all = withJoining(recorded)
  const { gone, done } = leavingFrom(all, nodes, around)
  const texts = gone.map((id) => `${id} is already removed.`)
  if (done) return { nothing: texts.join('\n') || 'No node is named.' }
  for (const text of texts) say(text)
  const inventory = (given: Around): Inventory => leavingFrom(all, nodes, given).inventory
  return { draft: null, inventory, asked: inventory }
}

function refuseUnfinished({ name, state }: ClusterMeta): void {
  if (state === 'deployed') return
  const verb = state === 'deploying' ? 'deploy' : 'destroy'
  throw new DmbookError(`cannot change the nodes of ${name} as its ${verb} is not finished`, {
    code: 'E-UNFINISHED',
    exit: 'refused',
    hint: `finish that first: the same dmbook ${verb} ${name} once more`,
  })
}
