// Which machines -N and -R mean: -N takes ids of nodes, and machines or hosts as a whole. Each machine once.

import { DmbookError } from '../core/error.js'
import type { Host, Inventory, Machine } from '../language/inventory.js'
import { select } from '../language/select.js'

interface Words {
  readonly nodes: readonly string[]
  readonly roles: readonly string[]
}

/** In the order of the inventory. Throws E-SELECT for unknown words, all at once, and where nothing is left. */
export function chosenMachines(inventory: Inventory, { nodes, roles }: Words): Machine[] {
  const all = (inventory.groups.all ?? []).flatMap((id) => inventory.hosts.get(id) ?? [])
  const wanted = nodes.flatMap((word) => nodesOf(word, all))
  const chosen = select(inventory, { nodes: wanted, roles }).flatMap((id) => inventory.hosts.get(id) ?? [])
  const machines = [...new Set(chosen.map(({ machine }) => machine))].flatMap((id) => inventory.machines.get(id) ?? [])
  if (machines.length > 0) return machines
  throw new DmbookError('cannot choose a machine as no instance matches both -N and -R', {
    code: 'E-SELECT',
    exit: 'input',
    hint: 'dmbook display shows nodes and roles',
  })
}

/** A word that is neither stays, so that the selection names it. */
function nodesOf(word: string, all: readonly Host[]): string[] {
  const ofMachine = all.filter(({ machine, address }) => machine === word || address === word).map(({ id }) => id)
  return ofMachine.length > 0 ? ofMachine : [word]
}
