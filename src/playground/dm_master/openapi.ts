// The few reads of /api/v1 that an operations tool makes (dm-runtime §1.10); 404 unless `openapi = true`.

import { jsonReply, notFound, type Reply, type Request } from '../http/server.js'
import { stageOf } from '../store/binding.js'
import { sorted } from '../store/state.js'
import type { Master } from './master.js'

export function openapi({ config, store, campaign }: Master, { method, path }: Request): Reply {
  if (!config.openapi || method !== 'GET') return notFound
  const { members, workers } = store.state
  if (path === '/api/v1/cluster/info') return jsonReply({ cluster_id: 1, topology: {} })
  if (path === '/api/v1/cluster/masters') {
    return list(
      members.map(({ name, peerUrls, clientUrls }) => ({
        name,
        alive: clientUrls.length > 0,
        leader: campaign.leader?.name === name,
        addr: peerUrls[0] ?? '',
      })),
    )
  }
  if (path !== '/api/v1/cluster/workers') return notFound
  return list(
    sorted(workers).map((worker) => ({
      name: worker.name,
      addr: worker.address,
      bound_stage: stageOf(worker),
      bound_source_name: worker.source,
    })),
  )
}

function list(data: readonly object[]): Reply {
  return jsonReply({ total: data.length, data })
}
