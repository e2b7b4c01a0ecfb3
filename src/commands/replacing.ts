// Nodes that take the place of others: what is run on is the cluster as it will be, with those that leave and those that
// join in groups of their own. The new nodes stand in a file, or are the old ones once more on another host.

import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { stringify } from 'yaml'
import { DmbookError } from '../core/error.js'
import { nodeFields } from '../dm/node_fields.js'
import { storedTopology } from '../dm/stored_topology.js'
import type { Host, Inventory } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type Around, inventoryOf } from './cluster.js'
import { grownCluster, joiningInventory } from './joining.js'
import { leavingFrom } from './leaving.js'
import type { Draft } from './new_cluster.js'

interface Replacement {
  /** node ids, or hosts: all their nodes */
  readonly old: readonly string[]
  /** path of a topology file; where there is none its last part is a host */
  readonly next: string
  readonly around: Around
  warn(text: string): void
}

interface Replaced {
  readonly draft: Draft
  inventory(around: Around): Inventory
  asked(around: Around): Inventory
}

/** `nothing`: the old ones have left already. */
export async function replaced(
  recorded: ClusterMeta,
  { old, next, around, warn }: Replacement,
): Promise<Replaced | { readonly nothing: string }> {
  const ids = nodesOf(recorded, old, around)
  const { gone, done } = leavingFrom(recorded, ids, around, { mayEmpty: true })
  if (done) return { nothing: `${gone.join(', ') || 'Nothing'} is already replaced.` }
  const staying = ids.filter((id) => !gone.includes(id))
  const draft = await grownCluster(recorded, { ...newNodes(recorded, { ids: staying, next }), around, warn })
  return {
    draft,
    inventory: (given) => replacingInventory(draft, { recorded, ids: staying, around: given }),
    asked: (given) => inventoryOf(draft, given),
  }
}

/** A host stands for all its nodes, also for those that have left. */
function nodesOf({ removed = [], ...meta }: ClusterMeta, old: readonly string[], around: Around): string[] {
  const { groups, hosts } = inventoryOf(meta, around)
  const there = (groups.all ?? []).flatMap((id) => hosts.get(id) ?? [])
  return old.flatMap((word) => {
    const here = there.filter(({ address, machine }) => address === word || machine === word).map(({ id }) => id)
    const left = removed.filter((id) => id.slice(0, id.lastIndexOf(':')) === word)
    return here.length + left.length > 0 ? [...here, ...left] : [word]
  })
}

/** The old nodes on another host, without what must be one's own: its name, its machine. */
function newNodes(recorded: ClusterMeta, { ids, next }: { readonly ids: readonly string[]; readonly next: string }) {
  if (existsSync(next)) return { file: next }
  const host = basename(next)
  if (!/^[A-Za-z0-9._:-]+$/.test(host)) throw noSuchFile(next)
  const copies = nodeFields(storedTopology(recorded), ids).map(([section, fields]) => {
    const { name: _, manage_host: __, arch: ___, os: ____, patched: _____, ...kept } = fields
    return { section, node: { ...kept, host } }
  })
  const sections = [...new Set(copies.map(({ section }) => section))]
  const nodesIn = (section: string) => copies.filter((copy) => copy.section === section).map(({ node }) => node)
  const text = stringify(Object.fromEntries(sections.map((section) => [section, nodesIn(section)])))
  return { file: `${ids.join(', ')} on ${host}`, text }
}

function replacingInventory(
  draft: Draft,
  {
    recorded,
    ids,
    around,
  }: { readonly recorded: ClusterMeta; readonly ids: readonly string[]; readonly around: Around },
): Inventory {
  const joining = joiningInventory(draft, recorded, around)
  const { inventory } = leavingFrom({ ...recorded, ...draft }, ids, around)
  const fresh = (joining.groups.joining ?? []).flatMap((id) => {
    const [will, begins] = [inventory.hosts.get(id), joining.hosts.get(id)]
    return will && begins ? [[id, atFirst(will, begins)] as const] : []
  })
  const groups = Object.entries(joining.groups).filter(([name]) => name.startsWith('joining'))
  return {
    hosts: new Map([...inventory.hosts, ...fresh]),
    groups: { ...inventory.groups, ...Object.fromEntries(groups) },
    machines: joining.machines,
  }
}

/** A master asks those to be let in that are there now, also the one whose place it takes. */
const atFirst = (will: Host, { vars: { join = [], kept_package = null, kept_name = null } }: Host): Host => ({
  ...will,
  vars: { ...will.vars, join, kept_package, kept_name },
})

const noSuchFile = (next: string): DmbookError =>
  new DmbookError(`cannot replace by ${next} as it is neither a file nor a host`, {
    code: 'E-TOPOLOGY',
    exit: 'input',
    hint: 'name a topology file that holds the new nodes only, or the host that the same nodes are to be on',
  })
