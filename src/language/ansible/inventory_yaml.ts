// Writes an inventory as Ansible's YAML: the same hosts, groups and variables with the same types, group by group.
// Variables of group_vars/ and host_vars/ stay where they are: in the inventory they would be weaker, or stronger.

import { Document, Scalar, visit } from 'yaml'
import type { AnsibleInventory } from './read_inventory.js'
import type { Layer, Variable, Variables } from './variable.js'

export function inventoryYaml(inventory: AnsibleInventory): string {
  const document = new Document(new Writing(inventory).root(), { version: '1.1', aliasDuplicateObjects: false })
  // PyYAML takes no block that begins with a tab or an empty line
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && /^\s*\n|\t/.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0 })
}

type Entry = readonly [string, unknown]

class Writing {
  readonly #inventory: AnsibleInventory
  readonly #written = new Set<string>()

  constructor(inventory: AnsibleInventory) {
    this.#inventory = inventory
  }

  root(): object {
    return Object.fromEntries([this.#group('all')])
  }

  /** A group is described where it stands first. */
  #group(name: string): Entry {
    const group = this.#inventory.groups.get(name)
    if (!group || this.#written.has(`@${name}`)) return [name, null]
    this.#written.add(`@${name}`)
    const vars = ofLayer(group.vars, 'inventory')
    const hosts = group.own.map((host) => this.#host(host))
    const children = group.children.map((child) => this.#group(child)).filter((child) => !isIdle(child))
    const parts: [string, unknown][] = [
      ['vars', vars],
      ['hosts', Object.fromEntries(hosts)],
      ['children', Object.fromEntries(children)],
    ]
    const full = parts.filter(([, part]) => Object.keys(Object(part)).length > 0)
    return [name, full.length > 0 ? Object.fromEntries(full) : null]
  }

  /** A host has its variables where it stands first. */
  #host(name: string): Entry {
    const vars = this.#written.has(name) ? {} : ofLayer(this.#inventory.hosts.get(name)?.vars ?? new Map(), 'host')
    this.#written.add(name)
    return [name, Object.keys(vars).length > 0 ? vars : null]
  }
}

const isIdle = ([name, body]: Entry): boolean => name === 'ungrouped' && body === null

/** What that layer says, whether it wins or not. */
function ofLayer(vars: Variables, layer: Layer): object {
  return Object.fromEntries(
    [...vars.values()].flatMap((variable) => {
      const found = [variable, ...variable.shadows].find((each) => each.layer === layer)
      return found ? [[found.name, yamlValue(found)]] : []
    }),
  )
}

/** A float stays one: 1e3 is 1000.0. */
function yamlValue({ value, unresolved, rendered }: Variable): unknown {
  if (typeof value !== 'number' || unresolved !== undefined || !/[.e]/.test(rendered)) return unresolved ?? value
  const scalar = new Scalar(value)
  scalar.minFractionDigits = 1
  return scalar
}
