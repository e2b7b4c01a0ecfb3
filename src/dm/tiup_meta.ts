// Reads a meta.yaml of `tiup dm`, of any release since 1.0: user, version, topology. TiUP reads it leniently and hands what
// it finds to root shells; here whatever could harm a machine is a problem with its place, and old words are warnings.

import { DmbookError, inputError, type Problem } from '../core/error.js'
import type { Source } from '../core/place.js'
import type { Json } from '../language/inventory.js'
import { Problems } from '../language/problems.js'
import { entryOf, nodeText, readYaml, type YamlNode } from '../language/yaml_source.js'
import { instanceId } from './instance.js'
import { masked } from './masked.js'
import { resolveTopology } from './resolve.js'
import { type Role, sections } from './role.js'
import type { Topology } from './schema/topology.js'
import { account } from './schema/words.js'
import { SchemaReader } from './schema_reader.js'
import { topologyIn } from './topology.js'

export interface TiupMeta {
  readonly user: string
  readonly version: string
  /** without `patched`, which is a mark and no wish */
  readonly topology: Json
  /** instances whose program came from a patch */
  readonly patched: readonly { readonly id: string; readonly role: Role }[]
  readonly encrypted: boolean
  readonly systemdMode: 'system' | 'user'
  readonly sshType: 'builtin' | 'system' | 'none'
  readonly warnings: readonly Problem[]
}

/** Throws one InputError `E-TIUP` with all problems, in the order of the file. */
export function readTiupMeta(source: Source): TiupMeta {
  const { root, problems: broken } = readYaml(source)
  if (!root) throw inputError('E-TIUP', masked(broken, source))
  const problems = new Problems()
  problems.add(...broken)
  const user = userOf(root, problems)
  const version = versionOf(root, problems)
  const read = topologyOf(root, { source, problems })
  if (problems.any || !read || user === null || version === null) {
    throw inputError('E-TIUP', masked(problems.list, source))
  }
  const { topology, warnings } = read
  const whole: Whole = { ...topology, global: { ...topology.global, user } }
  const {
    enable_tls: encrypted = false,
    systemd_mode: systemdMode = 'system',
    ssh_type: sshType = 'builtin',
  } = whole.global
  const said = { encrypted, systemdMode, sshType, warnings }
  return { user, version, topology: asJson(withoutMarks(whole)), patched: patchedIn(whole), ...said }
}

type Whole = Topology & { readonly global: NonNullable<Topology['global']> }

function userOf(root: YamlNode, problems: Problems): string | null {
  const node = entryOf(root, 'user')?.value
  if (!node) {
    problems.add({ message: 'cannot adopt the cluster as user is missing', at: root.at })
    return null
  }
  const reader = new SchemaReader()
  const user = reader.read(account('The user of the cluster.'), node, ['user'])
  problems.add(...reader.problems.map(said))
  return typeof user === 'string' ? user : null
}

/** Versions become parts of file names and addresses. */
function versionOf(root: YamlNode, problems: Problems): string | null {
  const node = entryOf(root, 'dm_version')?.value
  if (node?.kind === 'scalar' && /^(nightly|v[2-9]\d*\.\d+\.\d+[0-9A-Za-z.+-]*)$/.test(node.text)) return node.text
  const what = node ? `dm_version is no version of DM from v2.0.0 on: ${nodeText(node)}` : 'dm_version is missing'
  const hint = entryOf(root, 'tidb_version') ? 'this is a cluster of tiup cluster, not of tiup dm' : undefined
  problems.add({ message: `cannot adopt the cluster as ${what}`, at: node?.at ?? root.at, hint })
  return null
}

function topologyOf(root: YamlNode, { source, problems }: { source: Source; problems: Problems }) {
  const node = entryOf(root, 'topology')?.value
  if (node?.kind !== 'map') {
    problems.add({ message: 'cannot adopt the cluster as it has no topology', at: node?.at ?? root.at })
    return null
  }
  try {
    const read = topologyIn({ source, root: node, problems: [] }, { mode: 'adopt' })
    return { ...read, warnings: read.warnings.filter(({ message }) => !message.includes(' imported ')).map(said) }
  } catch (thrown) {
    problems.add(...problemsOf(thrown).map(said))
    return null
  }
}

function problemsOf(thrown: unknown): readonly Problem[] {
  if (thrown instanceof DmbookError && thrown.code === 'E-TOPOLOGY') return thrown.problems
  throw thrown
}

const said = (problem: Problem): Problem => ({
  ...problem,
  message: problem.message.replace(/^cannot read the topology as/, 'cannot adopt the cluster as'),
})

function patchedIn(topology: Topology): TiupMeta['patched'] {
  const { instances } = resolveTopology(topology, { base: { kind: 'tiup' } })
  return instances
    .filter(({ spec }) => spec.patched === true)
    .map((instance) => ({ id: instanceId(instance), role: instance.role }))
}

function withoutMarks(topology: Topology): Topology {
  const lists = Object.values(sections).map((section) => {
    const list: readonly { readonly patched?: boolean }[] | undefined = topology[section]
    return [section, list?.map(({ patched: _, ...spec }) => spec)]
  })
  return { ...topology, ...Object.fromEntries(lists) }
}

const asJson = (topology: Topology): Json => JSON.parse(JSON.stringify(topology))
