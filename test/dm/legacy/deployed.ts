// Plays Ansible's part in tests: what dm-ansible lays down on hosts from an inventory that was read, and what a look at
// them shows.

import { v1TaskFiles } from '../../../src/core/v1_tasks.js'
import type { LegacyLook } from '../../../src/dm/legacy/look.js'
import { type Legacy, type LegacyProcess, legacyId, legacyScript } from '../../../src/dm/legacy/process.js'
import { legacyFiles, relayDir, unitText } from '../../../src/playground/v1/legacy_files.js'
import type { LegacyCluster, LegacyNode } from '../../../src/playground/v1/legacy_node.js'

/** By source and task the stage that was asked for. */
export type StoredTasks = Readonly<Record<string, Readonly<Record<string, 'Running' | 'Paused' | 'Stopped' | 'New'>>>>

export interface Around {
  readonly tasks: StoredTasks
  /** conf/alertmanager.yml of the directory */
  readonly alertmanager: string | undefined
}

export function deployedLooks(legacy: Legacy, around: Around): Map<string, LegacyLook> {
  const cluster = clusterOf(legacy, around.tasks)
  return new Map(
    legacy.processes.map((process, index) => {
      const node = cluster.nodes[index]
      if (!node) throw new Error(`there is no ${process.alias}`)
      return [legacyId(process), lookOf(process, { node, cluster, around })] as const
    }),
  )
}

function clusterOf(legacy: Legacy, tasks: StoredTasks): LegacyCluster {
  const version = legacy.processes[0]?.vars.get('dm_version')?.value ?? ''
  return {
    name: legacy.name.value,
    user: legacy.user.value,
    version: version.startsWith('v') ? version : 'v1.0.6',
    deployDir: legacy.deployDir.value,
    nodes: legacy.processes.map((process) => nodeOf(process, tasks)),
  }
}

function nodeOf({ role, alias, address, port, deployDir, vars }: LegacyProcess, tasks: StoredTasks): LegacyNode {
  const text = (name: string): string => vars.get(name)?.value ?? ''
  const node = { role, alias, address, port: port.value, deployDir: deployDir.value }
  const said = Object.fromEntries([...vars].map(([name, { value }]) => [name, value]))
  if (role !== 'dm-worker') return { ...node, vars: said }
  const id = text('source_id')
  return {
    ...node,
    vars: said,
    source: {
      id,
      serverId: Number(text('server_id')),
      host: text('mysql_host'),
      port: Number(text('mysql_port')),
      user: text('mysql_user'),
      password: text('mysql_password'),
    },
    tasks: Object.entries(tasks[id] ?? {}).map(([name, stage]) => ({
      name,
      stage,
      config: `name = "${name}"\nmode = "all"\nsource-id = "${id}"\n\n[to]\nhost = "tidb.example.com"\nport = 4000\nuser = "dm"\n`,
    })),
  }
}

interface Laid {
  readonly node: LegacyNode
  readonly cluster: LegacyCluster
  readonly around: Around
}

function lookOf(process: LegacyProcess, { node, cluster, around }: Laid): LegacyLook {
  const laid = legacyFiles(node, cluster)
  const [path = '', text = null] = Object.entries(laid).find(([name]) => name !== legacyScript(process)) ?? []
  const tasks = node.role === 'dm-worker' ? [...v1TaskFiles(node.tasks ?? [], cluster.version)] : []
  const meta = Object.fromEntries(tasks.map(([name, bytes]) => [name, bytes.toString('base64')]))
  return {
    script: laid[legacyScript(process)] ?? null,
    unit: unitText(node, cluster),
    config: { path, text: node.role === 'alertmanager' ? (around.alertmanager ?? text) : text },
    version: node.role.startsWith('dm-') ? cluster.version : null,
    running: [],
    meta: node.role === 'dm-worker' ? { path: `${node.deployDir}/dm_worker_meta`, files: meta } : null,
    upstreams: { silent: [], refused: [] },
    directories: node.role === 'dm-worker' ? [relayDir(node)] : [],
  }
}
