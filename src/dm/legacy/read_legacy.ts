// A dm-ansible inventory as the processes that it deployed. All that is wrong is found at once, each thing at its place;
// nothing is contacted here.

import type { Problem } from '../../core/error.js'
import { isSecretName } from '../../language/ansible/secret_name.js'
import type { Role } from '../role.js'
import type { AnsibleCfg } from './ansible_cfg.js'
import { clashes } from './clashes.js'
import type { Findings } from './findings.js'
import { groupFindings, membersOf } from './group_findings.js'
import type { InventoryHost, InventoryWords, Variable } from './inventory_words.js'
import { type Known, known, type Legacy, type LegacyProcess, legacyGroups, shortPlace } from './process.js'
import { addressOf, directoryOf, loginOf, portOf, sshPortOf } from './process_words.js'
import { workerFindings } from './worker_words.js'

export interface ReadLegacy extends Findings {
  /** null where something is wrong */
  readonly legacy: Legacy | null
}

/** `file` names the inventory in problems that have no line of their own. */
export function readLegacy(inventory: InventoryWords, cfg: AnsibleCfg): ReadLegacy {
  const found: Findings = { errors: [], warnings: [...inventory.warnings] }
  const grouped = groupFindings(inventory)
  found.errors.push(...grouped.errors)
  found.warnings.push(...grouped.warnings)
  if (looksLikeV2(inventory)) {
    const at = inventory.groups.get('dm_worker_servers')?.at ?? undefined
    const message = 'cannot import this directory as it deploys DM 2.0: no worker has a source_id or a mysql_host'
    found.errors.push({ message, at, hint: 'there is nothing to convert; only clusters of DM 1.0 can be imported' })
    return { legacy: null, ...found }
  }
  const hosts = Object.entries(legacyGroups).flatMap(([group, role]) =>
    membersOf(inventory, group).map((host) => ({ host, role })),
  )
  const processes = hosts.flatMap(({ host, role }) => processOf(host, { role, cfg, found }))
  found.errors.push(...clashes(processes).errors, ...twoMachines(hosts))
  found.warnings.push(...clashes(processes).warnings, ...sharedLines(hosts), ...deadText(hosts.map(({ host }) => host)))
  for (const { host, role } of hosts) if (role === 'dm-worker') workerFindings(host, found)
  const login = loginOf(
    hosts.map(({ host }) => host),
    { cfg, found },
  )
  const [first] = hosts
  if (!first || found.errors.length > 0 || login === null) return { legacy: null, ...found }
  return { legacy: legacyOf(inventory, { processes, login, first: first.host, found }), ...found }
}

const looksLikeV2 = (inventory: InventoryWords): boolean => {
  const workers = membersOf(inventory, 'dm_worker_servers')
  const bare = workers.every(({ vars }) => !vars.has('source_id') && !vars.has('mysql_host'))
  return workers.length > 0 && bare
}

/** A line in two groups is one host to Ansible: what one of them says counts for both. */
function sharedLines(hosts: readonly { readonly host: InventoryHost; readonly role: Role }[]): Problem[] {
  return [...new Set(hosts.map(({ host }) => host))].flatMap((host) => {
    const roles = hosts.filter((one) => one.host === host).map(({ role }) => role)
    const beaten = [...host.vars].flatMap(([name, variable]) =>
      beatenLines(variable).map(({ at }) => ({ name, text: variable.text, at })),
    )
    const where = roles.length < 2 ? 'on two lines' : `in ${roles.length} groups (${roles.join(', ')})`
    return beaten.map(({ name, at, text }) => ({
      message: `${host.name} stands ${where}, which is one host to Ansible: ${name} of the last line counts for all: ${shown(name, text)}`,
      at,
      hint: 'give each process an alias of its own',
    }))
  })
}

/** Of the same host, on other lines of the inventory. */
const beatenLines = ({ layer, shadows, text, at }: Variable): Variable['shadows'] =>
  shadows.filter((one) => layer === 'host' && one.layer === 'host' && one.text !== text && one.at.line !== at.line)

/** One alias with two addresses on lines of one group: one of the two machines is forgotten, which nobody wanted. */
function twoMachines(hosts: readonly { readonly host: InventoryHost }[]): Problem[] {
  return [...new Set(hosts.map(({ host }) => host))].flatMap((host) => {
    const address = host.vars.get('ansible_host')
    const [other] = address ? beatenLines(address) : []
    if (!address || !other || hosts.filter((one) => one.host === host).length > 1) return []
    const message = `cannot use ${host.name} as it stands for two addresses, ${other.text} (${shortPlace(other.at)}) and ${address.text}`
    return [{ message, at: address.at, hint: 'give each process an alias of its own' }]
  })
}

const shown = (name: string, text: string): string => (isSecretName(name) ? '******' : text)

/** What dm-ansible's group_vars say beats [group:vars] and [all:vars], however often people write it there. */
function deadText(hosts: readonly InventoryHost[]): Problem[] {
  const dead = hosts.flatMap(({ vars }) =>
    [...vars].flatMap(([name, { layer, text, shadows }]) =>
      shadows.flatMap((one) =>
        layer === 'group_vars' && one.layer === 'inventory' && one.text !== text ? [{ name, text, at: one.at }] : [],
      ),
    ),
  )
  const once = new Map(dead.map((one) => [`${one.at.source.file}:${one.at.line} ${one.name}`, one]))
  return [...once.values()].map(({ name, text, at }) => ({
    message: `${name} has no effect here, as group_vars says ${shown(name, text)}, which wins`,
    at,
  }))
}

interface Reading {
  readonly role: Role
  readonly cfg: AnsibleCfg
  readonly found: Findings
}

function processOf(host: InventoryHost, { role, cfg, found }: Reading): LegacyProcess[] {
  const address = addressOf(host, found)
  const port = portOf(host, { role, found })
  const deployDir = directoryOf(host, found)
  const sshPort = sshPortOf(host, { cfg, found })
  if (address === null || port === null || deployDir === null) return []
  const key = host.vars.get('ansible_ssh_private_key_file') ?? host.vars.get('ansible_private_key_file')
  const vars = new Map([...host.vars].map(([name, variable]) => [name, known(variable)]))
  return [
    {
      role,
      alias: host.name,
      at: host.at,
      address,
      port,
      deployDir,
      sshPort,
      key: key?.text ?? cfg.privateKeyFile,
      vars,
    },
  ]
}

interface Parts {
  readonly processes: readonly LegacyProcess[]
  readonly login: string
  readonly first: InventoryHost
  readonly found: Findings
}

function legacyOf(inventory: InventoryWords, { processes, login, first }: Parts): Legacy {
  const name = first.vars.get('cluster_name')
  const user = first.vars.get('deploy_user')
  const shared = sharedDirectory(inventory)
  const portals = membersOf(inventory, 'dm_portal_servers').map(
    (host) =>
      `dm_portal on ${host.vars.get('ansible_host')?.rendered ?? host.name}: DM 2.0 has none; its unit dm-portal-${host.vars.get('dm_portal_port')?.rendered ?? '8280'} stays as it is`,
  )
  return {
    name: name ? known(name) : { value: 'test-cluster', from: "dm-ansible's default" },
    login,
    user: user && !user.rendered.includes('{{') ? known(user) : { value: login, from: 'ansible_user' },
    deployDir: shared ?? { value: processes[0]?.deployDir.value ?? '', from: 'the first host' },
    processes,
    dropped: portals,
  }
}

/** What the inventory says for all, also where every line says another one. */
function sharedDirectory({ hosts }: InventoryWords): Known<string> | null {
  const said = [...hosts.values()].flatMap((host) => host.vars.get('deploy_dir') ?? [])
  const layers = said.flatMap(({ rendered, layer, at, shadows }) => [{ text: rendered, layer, at }, ...shadows])
  const shared = layers.find(({ layer, text }) => layer === 'inventory' && text.startsWith('/')) ?? layers[0]
  return shared ? { value: withoutSlash(shared.text), from: shortPlace(shared.at) } : null
}

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path)
