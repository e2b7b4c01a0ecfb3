// `inventory show`: every host with its address and groups; as JSON what `ansible-inventory --list` prints, passwords masked.

import { columns, count } from '../core/text.js'
import type { AnsibleHost, AnsibleInventory } from '../language/ansible/read_inventory.js'
import { shownValue } from '../language/ansible/shown_value.js'
import type { Variables, VarValue } from '../language/ansible/variable.js'

export function listLines({ path, hosts, groups, sealed }: AnsibleInventory): string[] {
  const rows = [...hosts.values()].map((host) => [
    host.name,
    text(host, ['ansible_host', 'ansible_ssh_host']) ?? host.name,
    text(host, ['ansible_port', 'ansible_ssh_port']) ?? '-',
    text(host, ['ansible_user', 'ansible_ssh_user']) ?? '-',
    host.groups.filter((name) => name !== 'all').join(', '),
  ])
  const named = [...groups.keys()].filter((name) => name !== 'all' && name !== 'ungrouped')
  const closed =
    sealed.length > 0 ? [`${count(sealed.length, 'value')} of a Vault closed: --vault-password-file FILE`] : []
  return [
    `${path}: ${count(hosts.size, 'host')}, ${count(named.length, 'group')}`,
    ...columns([['Host', 'Address', 'Port', 'User', 'Groups'], ...rows]),
    ...closed,
  ]
}

function text({ vars }: AnsibleHost, names: readonly string[]): string | null {
  const found = names.flatMap((name) => vars.get(name) ?? [])[0]
  return found ? String(shownValue(found.name, found.value)) : null
}

/** The shape of `ansible-inventory --list`. */
export function listJson({ hosts, groups }: AnsibleInventory): object {
  const described = [...groups.values()].map(({ name, own, children }) => [
    name,
    {
      ...(children.length > 0 ? { children } : {}),
      ...(own.length > 0 && name !== 'all' ? { hosts: own } : {}),
    },
  ])
  const hostvars = Object.fromEntries([...hosts.values()].map(({ name, vars }) => [name, shownVars(vars)]))
  return { _meta: { hostvars }, ...Object.fromEntries(described) }
}

export const shownVars = (vars: Variables): { readonly [key: string]: VarValue } =>
  Object.fromEntries([...vars.values()].map(({ name, value }) => [name, shownValue(name, value)]))
