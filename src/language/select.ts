// What -N and -R choose: the hosts that match both, in the order of the inventory; all where neither is given.

import { inputError, type Problem } from '../core/error.js'
import { nearest } from '../core/text.js'
import type { Host, Inventory } from './inventory.js'

export interface Selection {
  readonly nodes: readonly string[]
  readonly roles: readonly string[]
}

/** Ids of the chosen hosts. Throws E-SELECT with every unknown node and role, each with the nearest one. */
export function select(inventory: Inventory, { nodes, roles }: Selection): readonly string[] {
  const hosts = (inventory.groups.all ?? []).flatMap((id) => inventory.hosts.get(id) ?? [])
  const problems = [
    ...unknown(nodes, { ids: hosts.map(({ id }) => id), what: 'node' }),
    ...unknown(roles, { ids: kinds(hosts), what: 'role' }),
  ]
  if (problems.length > 0) throw inputError('E-SELECT', problems)
  const chosen = hosts.filter(
    (host) => (nodes.length === 0 || nodes.includes(host.id)) && (roles.length === 0 || hasRole(host, roles)),
  )
  return chosen.map(({ id }) => id)
}

/** A plain inventory has groups where a topology has roles. */
const hasRole = (host: Host, roles: readonly string[]): boolean =>
  host.role === null ? host.groups.some((group) => roles.includes(group)) : roles.includes(host.role)

const kinds = (hosts: readonly Host[]): readonly string[] => [
  ...new Set(hosts.flatMap((host) => (host.role === null ? host.groups : [host.role]))),
]

function unknown(words: readonly string[], { ids, what }: { ids: readonly string[]; what: string }): Problem[] {
  return words
    .filter((word) => !ids.includes(word))
    .map((word) => {
      const near = nearest(word, ids)
      const hint = near ? `did you mean ${near}?` : `there are: ${ids.slice(0, 10).join(', ')}`
      return { message: `cannot select the ${what} ${word} as the inventory has none of this name`, hint }
    })
}
