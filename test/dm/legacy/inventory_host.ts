// Hosts and groups of an inventory made by hand, for what looks at them before there is a process.

import type { Place } from '../../../src/core/place.js'
import type { InventoryHost, InventoryWords, Variable } from '../../../src/dm/legacy/inventory_words.js'

export const at = (line: number): Place => ({
  source: { file: 'inventory.ini', text: '' },
  line,
  column: 1,
  length: 1,
})

const variable = (text: string, line: number): Variable => ({
  text,
  rendered: text,
  at: at(line),
  layer: 'inventory',
  cut: false,
  shadows: [],
})

/** Variables stand on lines 1, 2 … as they are given. */
export const hostOf = (vars: Readonly<Record<string, string>>, name = 'w1'): InventoryHost => ({
  name,
  at: at(9),
  groups: ['all'],
  vars: new Map(Object.entries(vars).map(([key, text], index) => [key, variable(text, index + 1)])),
})

/** Group → names of its hosts, on lines 1, 2 … */
export function inventoryOf(groups: Readonly<Record<string, readonly string[]>>): InventoryWords {
  const names = [...new Set(Object.values(groups).flat())]
  const groupsOf = (host: string): string[] => Object.keys(groups).filter((group) => groups[group]?.includes(host))
  return {
    hosts: new Map(names.map((name) => [name, { ...hostOf({}, name), groups: ['all', ...groupsOf(name)] }])),
    groups: new Map(
      Object.entries(groups).map(([name, hosts], index) => [name, { name, at: at(index + 1), hosts }] as const),
    ),
    warnings: [],
  }
}
