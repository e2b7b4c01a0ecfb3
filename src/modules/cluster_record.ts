// Keeps what the control machine knows of the cluster: its topology, version and settings, and how far it has come.

import { isDeepStrictEqual } from 'node:util'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { choice, object } from './params.js'
import type { Tools } from './tools.js'

type Content = Omit<ClusterMeta, 'serial'>

export const clusterRecord = defineModule({
  kind: 'state',
  control: true,
  summary: "Keep the cluster's record on the control machine.",
  description:
    'Records what the run wants of the cluster: topology, version and settings; a run that brings no topology keeps ' +
    'them and records the state alone. absent forgets the cluster; the audit keeps its name.',
  params: object({
    state: choice(['deploying', 'deployed', 'destroying', 'absent'], 'How far the cluster has come.'),
  }),
  examples: [{ state: 'deployed' }, { state: 'absent' }],

  async check(_host, { state }, tools) {
    const store = storeOf(tools)
    const meta = await store.load()
    if (state === 'absent') return meta === null ? same() : differs(`forget the cluster ${store.name}`)
    const wanted = contentOf({ state, meta, tools })
    if (wanted === null) return blocked(`cannot record ${store.name} as ${state} as nothing is known of it`)
    const changed = changedKeys(meta, wanted)
    return changed.length === 0 ? same() : differs(`record ${store.name}: ${changed.join(', ')}`)
  },

  async apply(_host, { state }, tools) {
    const store = storeOf(tools)
    if (state === 'absent') {
      await store.forget()
      return
    }
    const meta = await store.load()
    const wanted = contentOf({ state, meta, tools })
    if (wanted !== null) await store.save({ ...wanted, serial: meta?.serial ?? 0 })
  },
})

function storeOf({ cluster }: Tools): ClusterStore {
  if (cluster) return cluster
  throw new ModuleError('cannot keep a record as this run has no cluster')
}

/** What the run wants recorded, or what is recorded with another state; null where there is neither. */
function contentOf({ state, meta, tools }: Wish): Content | null {
  if (tools.draft) return { ...tools.draft, ...learned(meta), state: begun(state, meta) }
  if (meta === null) return null
  const { serial: _, ...kept } = meta
  return { ...kept, state }
}

/** What runs have learned of the cluster is no wish of this one. */
function learned(meta: ClusterMeta | null): Partial<Content> {
  if (!meta) return {}
  const { marks, machines, owed, withdrawn, bindings, moving, kept, upgrading, previous } = meta
  return {
    marks,
    machines,
    ...(owed ? { owed } : {}),
    ...(withdrawn ? { withdrawn } : {}),
    ...(bindings ? { bindings } : {}),
    ...(moving ? { moving } : {}),
    ...(kept ? { kept } : {}),
    ...(upgrading ? { upgrading } : {}),
    ...(previous ? { previous } : {}),
  }
}

/** A cluster that is whole stays so when the same deploy looks at it again. */
const begun = (state: ClusterMeta['state'], meta: ClusterMeta | null): ClusterMeta['state'] =>
  state === 'deploying' && meta?.state === 'deployed' ? 'deployed' : state

interface Wish {
  readonly state: ClusterMeta['state']
  readonly meta: ClusterMeta | null
  readonly tools: Tools
}

function changedKeys(meta: ClusterMeta | null, wanted: Content): string[] {
  const found = new Map<string, unknown>(Object.entries(meta ?? {}))
  return Object.entries(wanted)
    .filter(([key, value]) => !isDeepStrictEqual(found.get(key), value))
    .map(([key]) => key)
}
