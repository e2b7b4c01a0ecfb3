// `patch NAME --list`: the instances that are patched, with what, and the version that each process says it runs; then
// what `--overwrite` keeps for later scale-outs.

import type { Invocation } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import { table } from '../core/text.js'
import { dmApi } from '../hosts/dm_client.js'
import type { Host } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { openCluster, selectedHosts } from './cluster.js'
import { deadlineFor } from './deadline.js'
import { type InstanceStatus, statuses } from './status.js'

export async function listPatches(invocation: Invocation): Promise<number> {
  const { io, options, settings } = invocation
  const { meta, inventory, dm, world } = await openCluster(invocation)
  const patched = selectedHosts(inventory, options).filter(({ id }) => meta.marks[id]?.patched !== undefined)
  const timeoutMs = 10_000
  const { fetch, clock } = deadlineFor(world.fetch, { clock: world.clock, timeoutMs })
  const asked = dm && dmApi(dm.masters, { fetch, clock })
  const found = patched.length > 0 ? await statuses(patched, { dm: asked, fetch, timeoutMs }) : new Map()
  if (settings.json) io.say(JSON.stringify(patchesJson(meta, { patched, found }), null, 2))
  else for (const line of patchLines(meta, { patched, found })) io.say(line)
  return exitCodes.ok
}

interface Patched {
  readonly patched: readonly Host[]
  readonly found: ReadonlyMap<string, InstanceStatus>
}

function patchLines(meta: ClusterMeta, { patched, found }: Patched): string[] {
  const rows = patched.map(({ id, role }) => [
    id,
    role ?? '-',
    meta.marks[id]?.patched ?? '-',
    found.get(id)?.version ?? '-',
    meta.version,
  ])
  const kept = Object.entries(meta.kept ?? {}).map(([component, { name }]) => `${component} from ${name}`)
  return [
    ...(rows.length > 0
      ? table(['ID', 'Role', 'Package', 'Runs', 'Own version'], rows)
      : [`Nothing of ${meta.name} is patched.`]),
    ...(kept.length > 0 ? [`New instances get ${kept.join(', ')}`] : []),
  ]
}

const patchesJson = (meta: ClusterMeta, { patched, found }: Patched): object => ({
  schema: 'dmbook/patches/v1',
  cluster: meta.name,
  version: meta.version,
  patched: patched.map(({ id, role }) => ({
    id,
    role,
    package: meta.marks[id]?.patched ?? null,
    runs: found.get(id)?.version ?? null,
  })),
  kept: meta.kept ?? {},
})
