// `inventory graph`: what lies in what, in the lines of `ansible-inventory --graph`.

import type { AnsibleGroup, AnsibleInventory } from '../language/ansible/read_inventory.js'
import { shownValue } from '../language/ansible/shown_value.js'
import type { Variables } from '../language/ansible/variable.js'
import { shownVars } from './inventory_list.js'

export function graphLines(
  { groups, hosts }: AnsibleInventory,
  root: AnsibleGroup,
  { vars }: { vars: boolean },
): string[] {
  const bar = (depth: number): string => (depth === 0 ? '' : `${'  |'.repeat(depth)}--`)
  const settings = (values: Variables, depth: number): string[] =>
    vars
      ? [...values.values()].map(({ name, value }) => `${bar(depth)}{${name} = ${valueText(shownValue(name, value))}}`)
      : []
  const lines = (group: AnsibleGroup, depth: number): string[] => [
    `${bar(depth)}@${group.name}:`,
    ...group.children.flatMap((name) => {
      const child = groups.get(name)
      return child ? lines(child, depth + 1) : []
    }),
    ...(group.name === 'all' ? [] : group.own).flatMap((name) => [
      `${bar(depth + 1)}${name}`,
      ...settings(hosts.get(name)?.vars ?? new Map(), depth + 2),
    ]),
    ...settings(group.vars, depth + 1),
  ]
  return lines(root, 0)
}

/** Texts bare, everything else as JSON. */
export const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export function graphJson({ groups }: AnsibleInventory, root: AnsibleGroup): object {
  const tree = ({ name, own, children, vars }: AnsibleGroup): object => ({
    name,
    hosts: name === 'all' ? [] : own,
    vars: shownVars(vars),
    children: children.flatMap((child) => groups.get(child) ?? []).map(tree),
  })
  return { schema: 'dmbook/inventory-graph/v1', ...tree(root) }
}
