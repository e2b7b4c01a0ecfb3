// What two clusters of one state folder may not share: a port or a directory of one machine. Pure.
// Ports that somebody else holds are found on the machine itself; a stopped cluster's are only known here.

import type { Problem } from '../core/error.js'
import type { Host, Inventory } from '../language/inventory.js'
import { inside } from './directory.js'

export interface NamedInventory {
  readonly name: string
  readonly inventory: Inventory
}

/** Everything that `mine` would share with one of the others, each named with both sides. */
export function clusterConflicts(mine: NamedInventory, others: readonly NamedInventory[]): Problem[] {
  return others
    .filter(({ name }) => name !== mine.name)
    .flatMap((other) => processes(mine.inventory).flatMap((host) => conflictsOf(host, other)))
}

/** Instances and exporters. */
const processes = ({ hosts }: Inventory): Host[] => [...hosts.values()].filter(({ unit }) => unit !== null)

function conflictsOf(host: Host, { name, inventory }: NamedInventory): Problem[] {
  const neighbours = processes(inventory).filter(({ machine }) => machine === host.machine)
  return neighbours.flatMap((other) => [
    ...portsOf(host)
      .filter((port) => portsOf(other).includes(port))
      .map((port) => conflict(host, { other, name, what: `port ${port}` })),
    ...directoriesOf(host)
      .filter((path) => directoriesOf(other).some((theirs) => overlap(path, theirs)))
      .map((path) => conflict(host, { other, name, what: path })),
  ])
}

function conflict(host: Host, { other, name, what }: { other: Host; name: string; what: string }): Problem {
  return {
    message: `cannot give ${what} to ${host.role} ${host.id} as ${other.role} ${other.id} of cluster ${name} has it`,
    hint: 'choose another one in the topology',
  }
}

const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : [])
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const portsOf = ({ vars }: Host): number[] => numbers(vars.ports)
const directoriesOf = ({ vars }: Host): string[] => texts(vars.owned_directories)

const overlap = (a: string, b: string): boolean => a === b || inside(a, b) || inside(b, a)
