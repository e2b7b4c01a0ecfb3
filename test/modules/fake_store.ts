// A cluster's record in memory.

import type { ClusterMeta, ClusterStore } from '../../src/state/cluster_store.js'

export const fakeMeta = (given: Partial<ClusterMeta> = {}): ClusterMeta => ({
  format: 1,
  id: 'f3a9',
  name: 'prod',
  user: 'tidb',
  version: 'v8.1.0',
  state: 'deployed',
  serial: 7,
  settings: { ssh: 'builtin', services: 'systemd', mirror: null },
  topology: {},
  source: '',
  marks: {},
  machines: {},
  ...given,
})

export interface FakeStore extends ClusterStore {
  meta: ClusterMeta | null
}

export function fakeStore(given: Partial<ClusterMeta> | null = {}, folder = '/state/prod'): FakeStore {
  const store: FakeStore = {
    name: 'prod',
    folder,
    meta: given && fakeMeta(given),
    load: async () => store.meta,
    async save(meta) {
      store.meta = { ...meta, serial: meta.serial + 1 }
      return store.meta
    },
    async forget() {
      store.meta = null
    },
  }
  return store
}
