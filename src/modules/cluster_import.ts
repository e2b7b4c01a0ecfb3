// Records on the control machine that the data of DM 1.0 is taken over: the topology loses the way to the old sources.

import { textWithoutV1Sources, withoutV1Sources } from '../dm/legacy/taken.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { choice, object } from './params.js'
import type { Tools } from './tools.js'

export const clusterImport = defineModule({
  kind: 'state',
  control: true,
  summary: 'Record that the data of DM 1.0 is taken over.',
  description:
    'Takes v1_source_path out of the topology, so that later run scripts of dm-master come without the flag.',
  params: object({ state: choice(['taken'], 'How far the import has come.') }),
  examples: [{ state: 'taken' }],

  async check(_host, { state }, tools) {
    const { import: found } = await recordOf(tools)
    if (!found) return blocked('cannot record an import as the cluster was not imported')
    return found.state === state ? same() : differs('record that the data of DM 1.0 is taken over')
  },

  async apply(_host, { state }, tools) {
    const meta = await recordOf(tools)
    if (!meta.import) return
    const topology = withoutV1Sources(meta.topology)
    const source = textWithoutV1Sources(meta.source)
    await tools.cluster?.save({ ...meta, topology, source, import: { ...meta.import, state } })
  },
})

async function recordOf({ cluster }: Tools): Promise<ClusterMeta> {
  const meta = await cluster?.load()
  if (meta) return meta
  throw new ModuleError('cannot record anything of the import as the cluster has no record')
}
