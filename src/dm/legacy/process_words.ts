// The words of one line of the inventory: address, port, directory, login. What cannot be is an error at its place.

import { validHost } from '../host_address.js'
import type { Role } from '../role.js'
import type { AnsibleCfg } from './ansible_cfg.js'
import type { Findings } from './findings.js'
import type { InventoryHost, Variable } from './inventory_words.js'
import { type Known, known } from './process.js'

/** Two spellings of one variable, of which different releases of Ansible prefer different ones. */
function either(host: InventoryHost, names: readonly [string, string], { errors }: Findings): Variable | null {
  const [one, two] = names.map((name) => host.vars.get(name))
  if (one && two && one.rendered !== two.rendered)
    errors.push({
      message: `cannot use ${host.name} as ${names.join(' and ')} differ: ${one.text} and ${two.text}`,
      at: two.at,
      hint: 'keep one of them',
    })
  return one ?? two ?? null
}

export function addressOf(host: InventoryHost, found: Findings): string | null {
  const variable = either(host, ['ansible_host', 'ansible_ssh_host'], found)
  const address = variable?.rendered ?? host.name
  const at = variable?.at ?? host.at
  const why = addressTrouble(address)
  if (why !== null) {
    found.errors.push({ message: `cannot use the address "${address}" of ${host.name} as ${why}`, at })
    return null
  }
  if (host.vars.get('ansible_connection')?.rendered === 'local' && !isLoopback(address)) {
    const at = host.vars.get('ansible_connection')?.at
    found.warnings.push({ message: `${host.name} is deployed over SSH, although ansible_connection is local`, at })
  }
  if (address.includes(':'))
    found.warnings.push({ message: `${host.name} has an IPv6 address, with which DM 1.0 could not work`, at })
  else if (!/^[\d.]+$/.test(address))
    found.warnings.push({ message: `${address} is a name: every host of the cluster must know it`, at })
  return address
}

function addressTrouble(address: string): string | null {
  if (address === '') return 'it is empty'
  if (address.includes('{{')) return 'it holds a template that nothing here renders'
  if (address.includes('[')) return 'ranges are not expanded in values'
  if (/[“”‘’]/.test(address)) return 'it holds a curly quote'
  if (/,/.test(address)) return 'it holds a comma'
  if (/\s|\u3000|\u00a0/.test(address)) return 'it holds a blank'
  return validHost(address) ? null : 'it is neither a host name nor an IP address'
}

export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^127\./.test(address)

const portVariables: Readonly<Record<Role, readonly [name: string, stock: number]>> = {
  'dm-master': ['dm_master_port', 8261],
  'dm-worker': ['dm_worker_port', 8262],
  prometheus: ['prometheus_port', 9090],
  grafana: ['grafana_port', 3000],
  alertmanager: ['alertmanager_port', 9093],
}

export function portOf(
  host: InventoryHost,
  { role, found }: { readonly role: Role; readonly found: Findings },
): Known<number> | null {
  const [name, stock] = portVariables[role]
  const variable = host.vars.get(name)
  if (!variable) return { value: stock, from: "dm-ansible's default" }
  const value = asPort(variable)
  if (value === null) {
    const message = `cannot use ${name} of ${host.name} as it is no port from 1 to 65535: "${variable.text}"`
    found.errors.push({ message, at: variable.at })
    return null
  }
  return { value, from: known(variable).from }
}

export function sshPortOf(
  host: InventoryHost,
  { cfg, found }: { readonly cfg: AnsibleCfg; readonly found: Findings },
): number | null {
  const variable = either(host, ['ansible_port', 'ansible_ssh_port'], found)
  if (!variable || variable.rendered === '') return cfg.remotePort
  const value = asPort(variable)
  if (value === null)
    found.errors.push({
      message: `cannot use the SSH port of ${host.name} as it is no port from 1 to 65535: "${variable.text}"`,
      at: variable.at,
    })
  return value
}

function asPort({ rendered }: Variable): number | null {
  const value = /^\d{1,5}$/.test(rendered.trim()) ? Number(rendered) : Number.NaN
  return value >= 1 && value <= 65_535 ? value : null
}

export function directoryOf(host: InventoryHost, { errors }: Findings): Known<string> | null {
  const variable = host.vars.get('deploy_dir')
  if (!variable) {
    errors.push({ message: `cannot find where ${host.name} was deployed as it has no deploy_dir`, at: host.at })
    return null
  }
  const path = variable.rendered.length > 1 ? variable.rendered.replace(/\/+$/, '') : variable.rendered
  const why = directoryTrouble(path)
  if (why !== null)
    errors.push({ message: `cannot use the deploy_dir "${path}" of ${host.name} as ${why}`, at: variable.at })
  return why === null ? { value: path, from: known(variable).from } : null
}

function directoryTrouble(path: string): string | null {
  if (path.includes('{{')) return 'it holds a template that nothing here renders'
  if (path.startsWith('~')) return 'nobody here knows whose home is meant: write the whole path'
  if (!path.startsWith('/')) return 'it is not absolute'
  if (path.includes('#')) return 'a # in a path is almost surely a comment that Ansible took for a part of it'
  if (/\s/.test(path)) return 'it holds a blank, which breaks units and scripts'
  return path.split('/').some((step) => step === '..' || step === '.') || path === '/'
    ? 'it is no plain directory'
    : null
}

/** One login for all, as DM 2.0 has one user; never root, which dm-ansible refuses. */
export function loginOf(
  hosts: readonly InventoryHost[],
  { cfg, found }: { readonly cfg: AnsibleCfg; readonly found: Findings },
): string | null {
  const named = hosts.map((host) => ({ host, variable: either(host, ['ansible_user', 'ansible_ssh_user'], found) }))
  const users = named.map(({ host, variable }) => ({ host, variable, user: variable?.rendered ?? cfg.remoteUser }))
  const [first] = users
  const user = first?.user ?? null
  const other = users.find((one) => one.user !== user)
  if (other)
    found.errors.push({
      message: `cannot import a cluster with two users, ${user} and ${other.user}: DM 2.0 runs as one`,
      at: other.variable?.at ?? other.host.at,
      hint: 'give --user with the one to log in with, or make ansible_user the same everywhere',
    })
  if (user === 'root')
    found.errors.push({
      message: 'cannot import a cluster of ansible_user root as dm-ansible itself refuses to deploy one',
      at: first?.variable?.at ?? first?.host.at,
    })
  if (user === null && first)
    found.errors.push({
      message: 'cannot find who runs the cluster as the inventory has no ansible_user',
      at: first.host.at,
      hint: 'write it under [all:vars]',
    })
  return other || user === 'root' ? null : user
}
