// What the readers of plays, tasks and includes share while one playbook is loaded, and how a file's registers
// become known from its top to its bottom.

import type { Place, Source } from '../core/place.js'
import type { Keys, Names } from './names.js'
import type { Catalog } from './playbook.js'
import type { Problems } from './problems.js'
import type { NamedTemplate } from './templates_read.js'
import type { YamlNode } from './yaml_node.js'

/** One load: the playbook and all that it includes. */
export interface Loading {
  readonly catalog: Catalog
  readonly problems: Problems
  /** shipped playbooks name every task */
  readonly shipped: boolean
  /** the texts of all included files, by path; null where it could not be read */
  readonly files: ReadonlyMap<string, Source | null>
  /** grows while tasks are read */
  readonly templates: NamedTemplate[]
}

/** One file of it. Registers stay in the file that sets them. */
export interface FileReading {
  readonly loading: Loading
  readonly file: string
  /** the files that lead here, this one last */
  readonly chain: readonly string[]
  readonly select: boolean
  readonly registers: Registers
}

/** Registers that some task above could have set. */
export class Registers {
  readonly #set = new Map<string, Keys>()

  /** The same name may be set by several tasks; then it has the keys of all. */
  add(name: string, keys: Keys): void {
    const before = this.#set.get(name)
    this.#set.set(name, before && keys ? [...new Set([...before, ...keys])] : keys)
  }

  /** The names of a place with the registers added. */
  within(names: Names): Names {
    return [...this.#set].reduce((inner, [name, keys]) => inner.with(name, keys), names)
  }
}

/** Every register of a file with the line that sets it first, wherever it stands. */
export function registerLines(node: YamlNode): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const { name, at } of registersIn(node)) if (!lines.has(name)) lines.set(name, at.line)
  return lines
}

function registersIn(node: YamlNode): { name: string; at: Place }[] {
  if (node.kind === 'list') return node.items.flatMap(registersIn)
  if (node.kind === 'scalar') return []
  return node.entries.flatMap(({ key, value }) => {
    if (key === 'register' && value.kind === 'scalar') return [{ name: value.text, at: value.at }]
    if (key === 'set' && value.kind === 'map') return value.entries.map(({ key: name, keyAt: at }) => ({ name, at }))
    return registersIn(value)
  })
}
