// The groups of a dm-ansible inventory: those that must be there, one master, and those that mean nothing to DM.

import type { Problem } from '../../core/error.js'
import { nearest } from '../../core/text.js'
import type { Findings } from './findings.js'
import type { InventoryHost, InventoryWords } from './inventory_words.js'
import { shippedGroups } from './process.js'

export const membersOf = ({ groups: all, hosts }: InventoryWords, group: string): InventoryHost[] =>
  (all.get(group)?.hosts ?? []).flatMap((name) => hosts.get(name) ?? [])

export const groupFindings = (inventory: InventoryWords): Findings => ({
  errors: [
    ...missing(inventory, { group: 'dm_master_servers', role: 'dm-master' }),
    ...missing(inventory, { group: 'dm_worker_servers', role: 'dm-worker' }),
    ...manyMasters(inventory),
  ],
  warnings: [
    ...['prometheus_servers', 'grafana_servers', 'alertmanager_servers'].flatMap((group) => unusual(inventory, group)),
    ...[...inventory.groups.keys()].flatMap((group) => unknown(inventory, group)),
  ],
})

const placeOf = (inventory: InventoryWords, group: string) => inventory.groups.get(group)?.at ?? undefined

function missing(
  inventory: InventoryWords,
  { group, role }: { readonly group: string; readonly role: string },
): Problem[] {
  if (membersOf(inventory, group).length > 0) return []
  const isThere = inventory.groups.has(group)
  const others = [...inventory.groups.keys()].filter((name) => name !== group && !knownGroup(name))
  const near = nearest(group, others)
  const message = `cannot import the cluster as it has no ${role}: [${group}] is ${isThere ? 'empty' : 'missing'}`
  return [
    { message, at: placeOf(inventory, near ?? group), hint: near ? `did you mean ${group} by ${near}?` : undefined },
  ]
}

function manyMasters(inventory: InventoryWords): Problem[] {
  const masters = membersOf(inventory, 'dm_master_servers')
  if (masters.length < 2) return []
  const names = masters.map(({ name }) => name).join(', ')
  const message = `cannot import ${masters.length} dm-masters as DM 1.0 has exactly one: ${names}`
  return [{ message, at: masters[1]?.at, hint: 'is this a directory of DM 2.0?' }]
}

function unusual(inventory: InventoryWords, group: string): Problem[] {
  const { length } = membersOf(inventory, group)
  if (length === 1) return []
  const message = `[${group}] has ${length === 0 ? 'no host' : `${length} hosts`}, where dm-ansible deploys one`
  return [{ message, at: placeOf(inventory, group) }]
}

function unknown(inventory: InventoryWords, group: string): Problem[] {
  const members = membersOf(inventory, group)
  if (knownGroup(group) || members.length === 0 || members.every(isProcess)) return []
  return [{ message: `the group ${group} means nothing to DM: its hosts are left out`, at: placeOf(inventory, group) }]
}

const isProcess = ({ groups }: InventoryHost): boolean => groups.some((name) => name !== 'all' && knownGroup(name))

const knownGroup = (name: string): boolean => name === 'all' || shippedGroups.includes(name)
