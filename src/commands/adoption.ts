// What a cluster of `tiup dm` becomes in our state folder: a record as a deploy would have made it, its keys, the packages
// that `tiup dm patch --overwrite` has kept. A cluster that is here already must be the same one.

import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { DmbookError } from '../core/error.js'
import { filledTopology } from '../dm/filled_topology.js'
import { storedTopology } from '../dm/stored_topology.js'
import { digestedFile } from '../packages/file_digest.js'
import { inspectTarball } from '../packages/tarball.js'
import type { ClusterMeta, ClusterSettings, KeptPackage } from '../state/cluster_store.js'
import { keepPackage } from '../state/kept_packages.js'
import { readAuthority, saveAuthority, saveClient } from '../state/tls_files.js'
import type { Draft } from './new_cluster.js'
import type { TiupCluster } from './tiup_clusters.js'

interface Around {
  readonly recorded: ClusterMeta | null
  readonly newId: string
  readonly ssh: ClusterSettings['ssh'] | null
  readonly mirror: string | null
}

/** Throws `E-EXISTS` where another cluster has its name. */
export function adoptedDraft(cluster: TiupCluster, { recorded, newId, ssh, mirror }: Around): Draft {
  const { files, meta } = cluster
  const { name } = files
  const services = meta.systemdMode === 'user' ? 'systemd-user' : 'systemd'
  const draft: Draft = {
    format: 1,
    id: newId,
    name,
    user: meta.user,
    version: meta.version,
    settings: { ssh: ssh ?? meta.sshType, services, mirror },
    topology: meta.topology,
    source: files.meta.text,
    marks: marksOf(cluster),
    machines: {},
  }
  if (!recorded) return draft
  refuseOther(recorded, { ...draft, machines: recorded.machines })
  const { serial: _, state: __, ...same } = recorded
  return same
}

/** The package that TiUP kept for the component, or what is known: that there was one. */
function marksOf({ files, meta }: TiupCluster): Draft['marks'] {
  const kept = new Map(files.patches.map(({ component, path }) => [component, basename(path)]))
  return Object.fromEntries(
    meta.patched.map(({ id, role }) => [id, { patched: kept.get(role) ?? 'a package of tiup dm' }]),
  )
}

/** What one says by silence the other may write down. */
const filled = (meta: Pick<ClusterMeta, 'name' | 'topology' | 'machines'>): object =>
  filledTopology(storedTopology(meta), { platforms: meta.machines })

function refuseOther(recorded: ClusterMeta, draft: Draft): void {
  const { name } = recorded
  const why =
    recorded.state === 'destroying'
      ? 'it is being destroyed'
      : recorded.version !== draft.version
        ? `it has version ${recorded.version} here and ${draft.version} there`
        : isDeepStrictEqual(filled(recorded), filled(draft))
          ? null
          : 'its topology here is another one than there'
  if (why === null) return
  throw new DmbookError(`cannot adopt ${name} as there is a cluster of this name already and ${why}`, {
    code: 'E-EXISTS',
    exit: 'refused',
    hint: `dmbook meta export ${name} --tiup brings what is here to tiup dm`,
  })
}

/** The authority that its processes trust, and the certificate by which they know us. Ours stay, where there are some. */
export async function keptTls({ tls }: TiupCluster, folder: string): Promise<void> {
  if (tls === null || (await readAuthority(folder))) return
  await saveAuthority(folder, tls.authority)
  await saveClient(folder, tls.client)
}

/** Copies the packages that TiUP keeps; gives them by component. */
export async function keptPatches(
  { files }: TiupCluster,
  folder: string,
): Promise<Readonly<Record<string, KeptPackage>>> {
  const kept: Record<string, KeptPackage> = {}
  for (const { path, component } of files.patches) {
    const [file, { components }] = await Promise.all([digestedFile(path), inspectTarball(path)])
    await keepPackage(folder, file)
    const name = basename(path)
    for (const one of [component, ...components]) kept[one] = { name, sha256: file.sha256, size: file.size }
  }
  return kept
}
