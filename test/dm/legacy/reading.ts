// Clusters of DM 1.0 for tests: an inventory as text, read by the real reader, and hosts that show what dm-ansible laid
// down there.

import { v1TaskFiles } from '../../../src/core/v1_tasks.js'
import { noAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import type { LegacyLook } from '../../../src/dm/legacy/look.js'
import { type Legacy, type LegacyProcess, legacyId, legacyScript } from '../../../src/dm/legacy/process.js'
import { type ReadLegacy, readLegacy } from '../../../src/dm/legacy/read_legacy.js'
import { reconciled } from '../../../src/dm/legacy/takeover.js'
import type { TakeoverWishes } from '../../../src/dm/legacy/wishes.js'
import { readAnsibleInventory } from '../../../src/language/ansible/read_inventory.js'
import { dmAnsibleFiles } from '../../../src/playground/v1/dm_ansible.js'
import { legacyFiles, unitText } from '../../../src/playground/v1/legacy_files.js'
import type { LegacyCluster, LegacyNode } from '../../../src/playground/v1/legacy_node.js'

const worker = (number: number): LegacyNode => ({
  role: 'dm-worker',
  alias: `dm_worker${number}`,
  address: `172.16.10.7${number + 1}`,
  port: 8262,
  deployDir: '/home/tidb/deploy',
  source: {
    id: `mysql-replica-0${number}`,
    serverId: 100 + number,
    host: `172.16.10.8${number}`,
    port: 3306,
    user: 'root',
    password: `secret-${number}`,
  },
  tasks: [{ name: 'shop', stage: 'Running', config: `name = "shop"\nsource-id = "mysql-replica-0${number}"\n` }],
})

const monitor = { address: '172.16.10.71', deployDir: '/home/tidb/deploy' }

export const cluster: LegacyCluster = {
  name: 'test-cluster',
  user: 'tidb',
  version: 'v1.0.6',
  deployDir: '/home/tidb/deploy',
  nodes: [
    { role: 'dm-master', alias: 'dm_master', port: 8261, ...monitor },
    worker(1),
    worker(2),
    { role: 'prometheus', alias: 'prometheus', port: 9090, ...monitor },
    { role: 'grafana', alias: 'grafana', port: 3000, ...monitor },
    { role: 'alertmanager', alias: 'alertmanager', port: 9093, ...monitor },
  ],
}

const files = dmAnsibleFiles(cluster)
export const stock = files['inventory.ini'] ?? ''

/** The inventory with each first text in place of the second, which must be there. */
export function changed(...changes: readonly (readonly [was: string, is: string])[]): string {
  return changes.reduce((text, [was, is]) => {
    if (!text.includes(was)) throw new Error(`the inventory has no ${was}`)
    return text.replace(was, is)
  }, stock)
}

/** With the group_vars that dm-ansible ships, unless others are given. */
export function readText(text: string, { groupVars = true, cfg = noAnsibleCfg } = {}): ReadLegacy {
  const vars = Object.entries(groupVars ? files : {}).flatMap(([path, content]) => {
    const [, name] = /^group_vars\/(.*)\.yml$/.exec(path) ?? []
    return name === undefined ? [] : [{ of: 'group', name, side: 0, source: { file: path, text: content } } as const]
  })
  const inventories = [{ file: 'inventory.ini', text }]
  return readLegacy(
    readAnsibleInventory({ path: 'inventory.ini', folder: '.', playbookDir: null, inventories, vars, warnings: [] }),
    cfg,
  )
}

export function legacyOf(text: string): Legacy {
  const { legacy, errors } = readText(text)
  if (legacy) return legacy
  throw new Error(errors.map(({ message }) => message).join('\n'))
}

type Looks = Map<string, LegacyLook>

/** What the hosts of the stock cluster show. */
export function looks(legacy: Legacy): Looks {
  return new Map(
    legacy.processes.map((process) => {
      const node = cluster.nodes.find(({ alias }) => alias === process.alias)
      if (!node) throw new Error(`there is no ${process.alias}`)
      return [legacyId(process), lookOf(process, node)] as const
    }),
  )
}

function lookOf(process: LegacyProcess, node: LegacyNode): LegacyLook {
  const laid = legacyFiles(node, cluster)
  const [path = '', text = null] = Object.entries(laid).find(([name]) => name !== legacyScript(process)) ?? []
  const tasks = node.tasks ? [...v1TaskFiles(node.tasks, cluster.version)] : []
  const meta = Object.fromEntries(tasks.map(([name, bytes]) => [name, bytes.toString('base64')]))
  return {
    script: laid[legacyScript(process)] ?? null,
    unit: unitText(node, cluster),
    config: { path, text },
    version: node.role.startsWith('dm-') ? cluster.version : null,
    running: [],
    meta: node.role === 'dm-worker' ? { path: `${node.deployDir}/dm_worker_meta`, files: meta } : null,
    directories: [`${node.deployDir}/relay_log`],
  }
}

export const wishes: TakeoverWishes = {
  version: 'v7.5.0',
  name: 'test-cluster',
  relay: 'off',
  leave: [],
  units: true,
}

/** The stock cluster, one look at one process changed. */
export function takenOver(
  change: Partial<Record<string, Partial<LegacyLook>>> = {},
  wanted: Partial<TakeoverWishes> = {},
) {
  const legacy = legacyOf(stock)
  const all = looks(legacy)
  for (const process of legacy.processes) {
    const id = legacyId(process)
    const found = all.get(id)
    if (found) all.set(id, { ...found, ...change[process.alias] })
  }
  return reconciled(legacy, all, { ...wishes, ...wanted })
}

export const messages = (problems: readonly { readonly message: string }[]): string =>
  problems.map(({ message }) => message).join('\n')
