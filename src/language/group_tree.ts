// The groups of a plain inventory and what lies in what: which variables a host has in the end, and where each stands.

import type { Place } from '../core/place.js'
import type { Json } from './inventory.js'
import type { GroupText, HostMention, Vars } from './inventory_groups.js'
import type { Problems } from './problems.js'

interface Mention {
  readonly group: string
  readonly host: HostMention
}

export class GroupTree {
  readonly #texts: readonly GroupText[]
  readonly #parents = new Map<string, Set<string>>()
  readonly #mentions = new Map<string, Mention[]>()

  /** Says which groups contain themselves. */
  constructor(texts: readonly GroupText[], problems: Problems) {
    this.#texts = texts
    for (const { name, children } of texts) for (const child of children) this.#parentsOf(child).add(name)
    for (const { name, hosts } of texts) for (const host of hosts) this.#mention({ group: name, host })
    for (const { name, at } of texts) {
      if (this.#above(name).has(name))
        problems.add({ message: `cannot read the inventory as group ${name} contains itself`, at })
    }
  }

  get groups(): readonly string[] {
    return [...new Set(this.#texts.map(({ name }) => name))]
  }

  get hosts(): readonly string[] {
    return [...this.#mentions.keys()]
  }

  /** From the outermost to the innermost, `all` first: later ones win. */
  groupsOf(host: string): readonly string[] {
    const direct = this.#mentionsOf(host).map(({ group }) => group)
    const found = new Set(direct.flatMap((name) => [...this.#above(name), name]))
    found.delete('all')
    const ordered = this.groups.filter((name) => found.has(name)).sort((a, b) => this.#depth(a) - this.#depth(b))
    return ['all', ...ordered]
  }

  varsOf(host: string): Vars {
    return Object.fromEntries(this.#layers(host).flatMap(({ vars }) => Object.entries<Json>(vars)))
  }

  /** Where the variable that wins stands, or where the host is named. */
  placeOf(host: string, key: string): Place {
    const layers = this.#layers(host)
    const winner = layers.findLast(({ vars }) => Object.hasOwn(vars, key))
    const at = winner?.places.get(key) ?? layers.at(-1)?.at
    if (!at) throw new TypeError(`${host} is named nowhere`)
    return at
  }

  #layers(host: string): readonly Pick<GroupText, 'vars' | 'places' | 'at'>[] {
    const groups = this.groupsOf(host).flatMap((group) => this.#texts.filter(({ name }) => name === group))
    return [...groups, ...this.#mentionsOf(host).map((mention) => mention.host)]
  }

  #mention(mention: Mention): void {
    this.#mentions.set(mention.host.name, [...this.#mentionsOf(mention.host.name), mention])
  }

  #mentionsOf(host: string): readonly Mention[] {
    return this.#mentions.get(host) ?? []
  }

  #parentsOf(name: string): Set<string> {
    const parents = this.#parents.get(name) ?? new Set()
    this.#parents.set(name, parents)
    return parents
  }

  #above(name: string): ReadonlySet<string> {
    const found = new Set<string>()
    const waiting = [...(this.#parents.get(name) ?? [])]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next)) continue
      found.add(next)
      waiting.push(...(this.#parents.get(next) ?? []))
    }
    return found
  }

  /** How many groups it lies in. */
  #depth(name: string): number {
    return this.#above(name).size
  }
}
