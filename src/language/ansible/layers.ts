// Which value of a variable a host gets, in Ansible's order: roles' defaults, the inventory's groups, group_vars, what
// stands with the host, host_vars. What is beaten is kept: text that never takes effect can be pointed out.

import type { GroupTree } from './group_tree.js'
import type { HostMention } from './inventory_text.js'
import type { Variable, Variables } from './variable.js'

/** Variables of files beside the inventory, the weaker place (the inventory's own folder) first. */
export interface FileVars {
  readonly defaults: readonly Variable[]
  readonly groups: ReadonlyMap<string, readonly (readonly Variable[])[]>
  readonly hosts: ReadonlyMap<string, readonly (readonly Variable[])[]>
}

export class Layers {
  readonly #tree: GroupTree
  readonly #files: FileVars
  readonly #shared = new Map<string, Variables>()

  constructor(tree: GroupTree, files: FileVars) {
    this.#tree = tree
    this.#files = files
  }

  ofHost(host: string): Variables {
    const mentions = this.#tree.mentionsOf(host)
    const own = [
      ...portOf(mentions),
      ...mentions.flatMap(({ vars }) => vars),
      ...(this.#files.hosts.get(host) ?? []).flat(),
    ]
    return merged(this.#ofGroups(this.#tree.groupsOf(host)), own)
  }

  /** What the group itself gives, nothing that it inherits. */
  ofGroup(group: string): Variables {
    const own = this.#tree.textsOf(group).flatMap(({ vars }) => vars)
    return merged(new Map(), [...own, ...(this.#files.groups.get(group) ?? []).flat()])
  }

  /** Hosts of the same groups share the work. */
  #ofGroups(groups: readonly string[]): Variables {
    const key = groups.join('\n')
    const known = this.#shared.get(key)
    if (known) return known
    const inner = groups.filter((name) => name !== 'all')
    const inventory = groups.flatMap((name) => inventoryVars(this.#tree, name))
    const files = [...this.#filesOf(['all']), ...this.#filesOf(inner)]
    const made = merged(new Map(), [...this.#files.defaults, ...inventory, ...files])
    this.#shared.set(key, made)
    return made
  }

  /** All groups of one folder before those of the next. */
  #filesOf(groups: readonly string[]): Variable[] {
    const folders = groups.map((name) => this.#files.groups.get(name) ?? [])
    const most = Math.max(0, ...folders.map((found) => found.length))
    return Array.from({ length: most }, (_, index) => folders.flatMap((found) => found[index] ?? [])).flat()
  }
}

/** A priority orders groups; it is no variable of their hosts. */
const inventoryVars = (tree: GroupTree, group: string): Variable[] =>
  tree.textsOf(group).flatMap(({ vars }) => vars.filter(({ name }) => name !== 'ansible_group_priority'))

/** A port that stands with the name counts where the host is named first. */
function portOf([first]: readonly HostMention[]): Variable[] {
  if (!first || first.port === null) return []
  const text = String(first.port)
  const { at, port: value } = first
  return [{ name: 'ansible_port', value, text, rendered: text, at, layer: 'host', cut: false, shadows: [] }]
}

/** More than these help nobody who reads a long file. */
const mostShadows = 20

function merged(weaker: Variables, stronger: readonly Variable[]): Variables {
  if (stronger.length === 0) return weaker
  const all = new Map(weaker)
  for (const variable of stronger) {
    const before = all.get(variable.name)
    all.set(
      variable.name,
      before ? { ...variable, shadows: [before, ...before.shadows].slice(0, mostShadows) } : variable,
    )
  }
  return all
}
