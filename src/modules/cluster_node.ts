// Lets the cluster's record know a node, or forget it. A node enters the record when it serves and leaves it when nothing
// of it is left, so that a scaling which was killed is finished by the same command. One that joins is noted apart before
// anything of it lies on its machine, so that it can be taken away again where the scaling is given up.

import type { Static } from 'typebox'
import { instanceIds, machineIds, withInstance, withoutInstances } from '../dm/merge.js'
import type { Topology } from '../dm/schema/topology.js'
import { joiningPart, storedTopology } from '../dm/stored_topology.js'
import type { Json } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { choice, object, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  id: string('Of the node, as address:port.'),
  state: choice(['joining', 'present', 'absent'], 'Whether the record has it; joining: it is only on its way.'),
})
type Params = Static<typeof params>

export const clusterNode = defineModule({
  kind: 'state',
  control: true,
  summary: "Let the cluster's record know a node, or forget it.",
  description:
    'present takes the node from the topology that the run brings; a master is recorded as one that joins and never ' +
    'bootstraps. joining notes it apart: only scale-in and destroy know such a node. absent forgets the machine of the ' +
    'node too, where it was the last one there, and remembers that the node was removed. One node at a time: the record ' +
    'has one writer.',
  params,
  examples: [
    { id: '172.19.0.104:8262', state: 'joining' },
    { id: '172.19.0.104:8262', state: 'present' },
    { id: '172.19.0.104:8262', state: 'absent' },
  ],

  async check(_host, want, tools) {
    const meta = await tools.cluster?.load()
    if (!meta) return blocked('cannot record a node as there is no record of the cluster')
    const found = stateOf(meta, want.id)
    if (found === want.state || (found === 'present' && want.state === 'joining')) return same()
    if (want.state === 'absent') return differs(`forget ${want.id}`)
    return grownTopology(want, tools)
      ? differs(want.state === 'joining' ? `note that ${want.id} joins` : `record ${want.id}`)
      : blocked(noSuchNode(want))
  },

  async apply(_host, want, tools) {
    const meta = await tools.cluster?.load()
    if (!meta) throw new ModuleError('cannot record a node as there is no record of the cluster')
    await tools.cluster?.save(changed(meta, want, grownTopology(want, tools)))
  },
})

function stateOf(meta: ClusterMeta, id: string): Params['state'] {
  if (instanceIds(storedTopology(meta)).includes(id)) return 'present'
  return instanceIds(joiningPart(meta)).includes(id) ? 'joining' : 'absent'
}

function changed(meta: ClusterMeta, { id, state }: Params, grown: Topology | null): ClusterMeta {
  if (state === 'absent') return without(meta, id)
  if (!grown) throw new ModuleError(noSuchNode({ id }))
  return state === 'present'
    ? grownBy(meta, grown, id)
    : { ...meta, joining: asJson(withInstance(joiningPart(meta), grown, id)) }
}

const noSuchNode = ({ id }: Pick<Params, 'id'>): string => `cannot record ${id} as the run brings no such node`

/** The run's own topology where it has the node. */
function grownTopology({ id }: Params, { draft }: Tools): Topology | null {
  const topology = draft ? storedTopology(draft) : null
  return topology && instanceIds(topology).includes(id) ? topology : null
}

function grownBy(meta: ClusterMeta, grown: Topology, id: string): ClusterMeta {
  const before = storedTopology(meta)
  const topology = withInstance(before, grown, id)
  const joins = (topology.master_servers?.length ?? 0) > (before.master_servers?.length ?? 0)
  const joined = joins ? { joined: [...(meta.joined ?? []), id] } : {}
  return { ...notJoining(meta, id), ...joined, topology: asJson(topology), removed: others(meta.removed, id) }
}

/** The record without the note that this node joins. */
function notJoining(meta: ClusterMeta, id: string): ClusterMeta {
  const { joining: _, ...kept } = meta
  return { ...kept, ...filled('joining', withoutInstances(joiningPart(meta), [id])) }
}

function without(meta: ClusterMeta, id: string): ClusterMeta {
  const topology = withoutInstances(storedTopology(meta), [id])
  const machines = new Set(machineIds(topology))
  const { owed: _, withdrawn: __, ...kept } = notJoining(meta, id)
  return {
    ...kept,
    ...filled('owed', withoutKey(meta.owed ?? {}, id)),
    ...filled('withdrawn', withoutKey(meta.withdrawn ?? {}, id)),
    topology: asJson(topology),
    joined: others(meta.joined, id),
    removed: [...others(meta.removed, id), id],
    marks: withoutKey(meta.marks, id),
    machines: Object.fromEntries(Object.entries(meta.machines).filter(([machine]) => machines.has(machine))),
  }
}

const others = (ids: readonly string[] = [], id: string): string[] => ids.filter((other) => other !== id)

const withoutKey = <V>(all: Readonly<Record<string, V>>, id: string): Record<string, V> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== id))

/** Absent where nothing is in it, as elsewhere in the record. */
const filled = <K extends string, V extends object>(key: K, value: V): object =>
  Object.keys(value).length > 0 ? { [key]: value } : {}

/** Absent keys become absent, as in a file. */
const asJson = (topology: Topology): Json => JSON.parse(JSON.stringify(topology))
