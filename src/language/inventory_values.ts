// What a value of a host inventory may not hold: it is data, nothing in it is evaluated.

import type { Problem } from '../core/error.js'
import type { YamlNode } from './yaml_node.js'

export function mistakes(node: YamlNode): Problem[] {
  if (node.kind === 'list') return node.items.flatMap(mistakes)
  if (node.kind === 'map') return node.entries.flatMap(({ value }) => mistakes(value))
  if (typeof node.value !== 'string' || !node.value.includes('{{')) return []
  const hint = 'write the value out, or put the expression into the playbook'
  return [{ message: 'cannot read the inventory as nothing is evaluated in it', at: node.at, hint }]
}
