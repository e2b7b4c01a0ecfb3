// The recorded cluster that dmctl is to talk to: the one whose dm-master its words name. So that it is of that cluster's
// version, from that cluster's mirror, and a cluster that speaks TLS is spoken to as its client.

import type { ClusterMeta } from '../state/cluster_store.js'
import { listClusters } from '../state/clusters.js'
import { tlsPaths } from '../state/tls_files.js'
import { type Around, inventoryOf } from './cluster.js'
import { speaksTls } from './secured.js'

export interface AddressedCluster {
  readonly meta: ClusterMeta
  /** flags of dmctl that the words do not have */
  readonly flags: readonly string[]
}

/** Null where the words name no master, or one that no record knows. */
export async function addressedCluster(words: readonly string[], around: Around): Promise<AddressedCluster | null> {
  const asked = mastersIn(words)
  if (asked.length === 0) return null
  for (const { meta, path } of await listClusters(around.state)) {
    if (!meta) continue
    const { groups, hosts } = inventoryOf(meta, around)
    const masters = (groups['dm-master'] ?? []).flatMap((id) => [id, String(hosts.get(id)?.vars.api_address ?? id)])
    if (!asked.some((address) => masters.includes(address))) continue
    return { meta, flags: speaksTls({ hosts }) && !words.some(isTls) ? asClient(path) : [] }
  }
  return null
}

/** `--master-addr a:1,b:2` or `--master-addr=https://a:1`. */
function mastersIn(words: readonly string[]): string[] {
  const flag = '--master-addr'
  const given = words.flatMap((word, index) =>
    word === flag ? [words[index + 1] ?? ''] : word.startsWith(`${flag}=`) ? [word.slice(flag.length + 1)] : [],
  )
  return given.flatMap((text) => text.split(',')).map((address) => address.trim().replace(/^https?:\/\//, ''))
}

const isTls = (word: string): boolean => /^--ssl-(ca|cert|key)(=|$)/.test(word)

function asClient(folder: string): string[] {
  const { ca, certificate, key } = tlsPaths(folder)
  return ['--ssl-ca', ca, '--ssl-cert', certificate, '--ssl-key', key]
}
