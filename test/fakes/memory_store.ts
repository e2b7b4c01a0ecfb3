// A cluster's record that lies in memory: what was saved last can be looked at.

import type { ClusterMeta, ClusterStore } from '../../src/state/cluster_store.js'

export interface MemoryStore extends ClusterStore {
  readonly saves: number
  meta(): ClusterMeta | null
}

export function memoryStore(begin: ClusterMeta | null): MemoryStore {
  let meta = begin
  let saves = 0
  return {
    name: begin?.name ?? 'c1',
    folder: '/nowhere',
    get saves() {
      return saves
    },
    meta: () => meta,
    load: async () => meta,
    async save(next) {
      saves += 1
      meta = { ...next, serial: next.serial + 1 }
      return meta
    },
    async forget() {
      meta = null
    },
  }
}
