// Lays a cluster of DM 1.0 down as dm-ansible did: its own directory, and what it put on each host. The programs are
// stand-ins. A host may lie below a folder in place of the root of a machine; a second call writes the same again.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { programText } from '../pack.js'
import type { ProgramName } from '../stamp.js'
import { dmAnsibleFiles } from './dm_ansible.js'
import { legacyFiles, legacyProgram, runScript, unitPath, unitText } from './legacy_files.js'
import type { LegacyCluster, LegacyNode, LegacyRole } from './legacy_node.js'
import { writeTaskStore } from './task_store.js'

export type { LegacyCluster, LegacyNode } from './legacy_node.js'
export { runScript }

export interface LayOptions {
  /** where dm-ansible's directory is made; null leaves it out */
  readonly dmAnsible: string | null
  /** in place of the root of the machine: what a node's paths lie below */
  rootOf(node: LegacyNode): string
  /** path of the bundled simulator; null leaves the programs out */
  readonly program: string | null
  readonly units: boolean
  /** node that runs the programs; the one that packs unless given */
  readonly node?: string
}

export function layLegacyCluster(cluster: LegacyCluster, options: LayOptions): void {
  for (const [path, text] of Object.entries(options.dmAnsible === null ? {} : dmAnsibleFiles(cluster)))
    put(join(options.dmAnsible ?? '', path), text)
  const code = options.program === null ? null : readFileSync(options.program, 'utf8')
  for (const node of cluster.nodes) layNode(node, { cluster, options, code })
}

interface Laying {
  readonly cluster: LegacyCluster
  readonly options: LayOptions
  readonly code: string | null
}

function layNode(node: LegacyNode, { cluster, options, code }: Laying): void {
  const root = options.rootOf(node)
  const files = legacyFiles(node, cluster)
  for (const [path, text] of Object.entries(files))
    put(join(root, path), text, path === runScript(node) ? 0o755 : 0o644)
  for (const folder of ['log', 'backup', 'bin']) mkdirSync(join(root, node.deployDir, folder), { recursive: true })
  if (code !== null)
    put(join(root, node.deployDir, legacyProgram(node.role)), programOf(node, { code, cluster, options }), 0o755)
  if (node.tasks) writeTaskStore(join(root, node.deployDir, 'dm_worker_meta', 'kv'), node.tasks, cluster.version)
  if (options.units) put(join(root, unitPath(node)), unitText(node, cluster))
}

const programs: Readonly<Record<LegacyRole, ProgramName>> = {
  'dm-master': 'dm-master',
  'dm-worker': 'dm-worker',
  prometheus: 'prometheus',
  grafana: 'grafana-server',
  alertmanager: 'alertmanager',
}

const versions: Readonly<Partial<Record<LegacyRole, string>>> = {
  prometheus: 'v2.2.1',
  grafana: 'v4.6.3',
  alertmanager: 'v0.14.0',
}

function programOf({ role }: LegacyNode, { code, cluster, options }: Laying & { readonly code: string }): string {
  const version = versions[role] ?? cluster.version
  const stamp = { program: programs[role], version, gitHash: 'd7ba90d2', os: 'linux', arch: 'amd64' }
  return programText(code, { node: options.node ?? process.execPath, stamp })
}

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { mode })
}
