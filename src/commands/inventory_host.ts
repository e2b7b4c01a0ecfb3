// `inventory host`: every variable of one host, where it comes from, and what it beats: text that never takes effect.

import { placeText } from '../core/place.js'
import { columns } from '../core/text.js'
import type { AnsibleHost } from '../language/ansible/read_inventory.js'
import { shownValue } from '../language/ansible/shown_value.js'
import type { Variable } from '../language/ansible/variable.js'
import { valueText } from './inventory_graph.js'
import { shownVars } from './inventory_list.js'

export function hostLines({ name, at, groups, vars }: AnsibleHost): string[] {
  const rows = [...vars.values()].flatMap((variable) => [
    row(variable, ''),
    ...variable.shadows.map((beaten) => row(beaten, '  beats ')),
  ])
  return [`${name} (${placeText(at)})`, `groups: ${groups.join(', ')}`, ...columns(rows)]
}

function row(variable: Variable, before: string): string[] {
  const { name, value, unresolved, rendered, at } = variable
  const seen = shownValue(name, value)
  // 1.0 and 1000.0 are no whole numbers
  const shown = typeof seen === 'number' ? rendered : valueText(seen)
  const from = unresolved === undefined ? '' : ` (from ${valueText(shownValue(name, unresolved))})`
  return [`${before}${name}`, `${shown}${from}`, layerText(variable), placeText(at)]
}

function layerText({ layer, group }: Variable): string {
  if (layer === 'inventory') return `[${group}:vars]`
  if (layer === 'group_vars') return `group_vars of ${group}`
  return layer === 'host' ? 'its own line' : layer === 'host_vars' ? 'host_vars' : 'defaults of roles'
}

/** As `ansible-inventory --host` prints it. */
export const hostJson = ({ vars }: AnsibleHost): object => shownVars(vars)
