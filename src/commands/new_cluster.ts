// A cluster that a verb's topology describes: checked, resolved, and compared with what is recorded under its name.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Invocation } from '../cli/io.js'
import { DmbookError, inputError, problemsOf, problemText } from '../core/error.js'
import { clusterConflicts } from '../dm/conflicts.js'
import { targetTrouble } from '../dm/legacy/version_findings.js'
import { resolveTopology } from '../dm/resolve.js'
import { parseTopology, type TopologyOptions } from '../dm/topology.js'
import { deployable } from '../dm/versions.js'
import type { Json } from '../language/inventory.js'
import type { ClusterMeta, ClusterSettings } from '../state/cluster_store.js'
import { listClusters } from '../state/clusters.js'
import type { StateFolder } from '../state/folder.js'
import { baseOf, inventoryOf } from './cluster.js'
import { preparedImport } from './import_kept.js'

export type Draft = Omit<ClusterMeta, 'serial' | 'state'>

interface NewCluster {
  readonly recorded: ClusterMeta | null
  readonly version: string
  /** the topology's path */
  readonly file: string
  readonly state: StateFolder
  readonly newId: string
}

/** Says warnings; throws every problem of the topology, or why a recorded cluster cannot become this one. */
export async function newCluster({ args, options, settings, io }: Invocation, wanted: NewCluster): Promise<Draft> {
  const [name = ''] = args
  const { recorded, version, file, state } = wanted
  const why = (await preparedImport(state, { name, file })) ? targetTrouble(version) : deployable(version)
  const cluster = { name, settings: clusterSettings({ options, settings }, recorded) }
  const base = baseOf(cluster, { state, settings })
  const { text, topology, warnings } = await besides(why, () =>
    readTopology(file, { base, ...(why ? {} : { version }) }),
  )
  for (const warning of warnings) io.warn(`warning: ${problemText(warning)}`)
  const resolved = resolveTopology(topology, { base })
  const services =
    cluster.settings.services === 'systemd' && resolved.systemdMode === 'user'
      ? 'systemd-user'
      : cluster.settings.services
  const imported = recorded ? recorded.import : await preparedImport(state, { name, file })
  const written: Json = JSON.parse(JSON.stringify(topology))
  const draft: Draft = {
    format: 1,
    id: recorded?.id ?? wanted.newId,
    name,
    user: resolved.user,
    version,
    settings: { ...cluster.settings, services },
    topology: written,
    source: text,
    marks: recorded?.marks ?? {},
    machines: recorded?.machines ?? {},
    ...(recorded?.joined ? { joined: recorded.joined } : {}),
    ...(imported ? { import: imported } : {}),
    ...(recorded?.removed ? { removed: recorded.removed } : {}),
  }
  if (recorded) refuseOther(recorded, draft)
  await refuseShared(draft, { state, settings })
  return draft
}

async function readTopology(file: string, options: Pick<TopologyOptions, 'base' | 'version'>) {
  const text = await topologyText(file)
  return { text, ...parseTopology({ file, text }, { mode: 'deploy', ...options }) }
}

/** What the reading gives. Where the version is wrong too, both are said at once. */
async function besides<T>(why: string | null, read: () => Promise<T>): Promise<T> {
  if (why === null) return read()
  const version = { message: why }
  throw await read().then(
    () => inputError('E-VERSION', [version]),
    (thrown: unknown) => inputError('E-TOPOLOGY', [version, ...problemsOf(thrown)]),
  )
}

/** No port and no directory of another cluster, be it stopped. A record that cannot be read says nothing. */
export async function refuseShared(draft: Draft, around: Parameters<typeof inventoryOf>[1]): Promise<void> {
  const others = (await listClusters(around.state)).flatMap(({ meta }) => meta ?? [])
  const named = (meta: Draft) => ({ name: meta.name, inventory: inventoryOf(meta, around) })
  const problems = clusterConflicts(named(draft), others.map(named))
  if (problems.length > 0) throw inputError('E-CONFLICT', problems)
}

export async function topologyText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new DmbookError(`cannot read the topology ${file}`, {
      code: 'E-TOPOLOGY',
      exit: 'input',
      cause,
      hint: 'dmbook template prints one to start from',
    })
  }
}

function clusterSettings(
  { options, settings }: Pick<Invocation, 'options' | 'settings'>,
  recorded: ClusterMeta | null,
): ClusterSettings {
  const mirror = typeof options.mirror === 'string' ? options.mirror : (recorded?.settings.mirror ?? settings.mirror)
  return {
    ssh: settings.ssh ?? 'builtin',
    services: options.services === 'supervised' ? 'supervised' : 'systemd',
    mirror: mirror === null || mirror.includes('://') ? mirror : resolve(settings.cwd, mirror),
  }
}

/** A second deploy converges on the same cluster; it never turns one into another. */
function refuseOther(recorded: ClusterMeta, draft: Draft): void {
  const { name } = recorded
  if (recorded.state === 'destroying')
    throw exists(name, 'it is being destroyed', `finish that first: dmbook destroy ${name}`)
  if (recorded.upgrading)
    throw exists(
      name,
      `it is on its way to ${recorded.upgrading}`,
      `finish that first: dmbook upgrade ${name} ${recorded.upgrading}`,
    )
  if (recorded.version !== draft.version)
    throw exists(name, `it has version ${recorded.version}`, `dmbook upgrade ${name} ${draft.version}`)
  if (!isDeepStrictEqual(recorded.topology, draft.topology)) {
    throw exists(
      name,
      'it has another topology',
      `dmbook edit-config, scale-out or scale-in change it; dmbook destroy ${name} removes it`,
    )
  }
  if (recorded.settings.services !== draft.settings.services || recorded.settings.ssh !== draft.settings.ssh) {
    throw exists(
      name,
      `it is served by ${recorded.settings.services} over ssh ${recorded.settings.ssh}`,
      'give the same --services and --ssh',
    )
  }
}

function exists(name: string, why: string, hint: string): DmbookError {
  return new DmbookError(`cannot deploy ${name} as there is a cluster of this name and ${why}`, {
    code: 'E-EXISTS',
    exit: 'refused',
    hint,
  })
}
