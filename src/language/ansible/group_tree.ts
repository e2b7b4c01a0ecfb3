// The groups of an inventory and what lies in what, as Ansible orders it: a group below another is stronger; at one
// depth the one with the higher ansible_group_priority, then the later name. `all` and `ungrouped` always exist.

import type { Place } from '../../core/place.js'
import { nearest } from '../../core/text.js'
import type { Findings } from './findings.js'
import type { GroupText, HostMention } from './inventory_text.js'

const deepest = 64
const mostHosts = 50_000

export class GroupTree {
  readonly #texts = new Map<string, GroupText[]>()
  readonly #children = new Map<string, Set<string>>()
  readonly #parents = new Map<string, Set<string>>()
  readonly #depths = new Map<string, number>()
  readonly #mentions = new Map<string, HostMention[]>()
  readonly #direct = new Map<string, Set<string>>()
  readonly #own = new Map<string, Set<string>>()
  readonly #ordered = new Map<string, readonly string[]>()

  /** Says which groups are declared nowhere, which contain themselves, and when there are too many hosts. */
  constructor(texts: readonly GroupText[], findings: Findings) {
    for (const name of ['all', 'ungrouped']) this.#texts.set(name, [])
    for (const text of texts) this.#text(text)
    for (const { name, children } of texts) for (const child of children) this.#link(name, child.name)
    for (const { name, hosts } of texts) for (const host of hosts) this.#mention(name, host)
    sayUndeclared(texts, findings)
    this.#settle()
    this.#measure(findings)
    if (this.#mentions.size > mostHosts)
      findings.problems.add({ message: `cannot read the inventory as it has more than ${mostHosts} hosts` })
  }

  /** `all` first, in the order of the texts. */
  get groups(): readonly string[] {
    return [...this.#texts.keys()]
  }

  textsOf(group: string): readonly GroupText[] {
    return this.#texts.get(group) ?? []
  }

  mentionsOf(host: string): readonly HostMention[] {
    return this.#mentions.get(host) ?? []
  }

  childrenOf(group: string): readonly string[] {
    return [...(this.#children.get(group) ?? [])]
  }

  /** Hosts that are named in the group itself. */
  ownHosts(group: string): readonly string[] {
    return [...(this.#own.get(group) ?? [])]
  }

  /** Its own hosts, then those of the groups below it, level by level. */
  hostsOf(group: string): readonly string[] {
    return [...new Set(this.#reach(group, this.#children).flatMap((name) => this.ownHosts(name)))]
  }

  /** From the weakest to the strongest, `all` first. Hosts in the same groups get the same list. */
  groupsOf(host: string): readonly string[] {
    const direct = [...(this.#direct.get(host) ?? [])]
    const key = direct.join('\n')
    const known = this.#ordered.get(key)
    if (known) return known
    const found = new Set(direct.flatMap((name) => this.#reach(name, this.#parents)))
    found.delete('all')
    const made = ['all', ...[...found].sort((a, b) => this.#compare(a, b))]
    this.#ordered.set(key, made)
    return made
  }

  #compare(a: string, b: string): number {
    const depth = (this.#depths.get(a) ?? 0) - (this.#depths.get(b) ?? 0)
    return depth || this.#priority(a) - this.#priority(b) || (a < b ? -1 : 1)
  }

  /** Counts only where it stands in the inventory itself. */
  #priority(group: string): number {
    const found = this.textsOf(group).flatMap(({ vars }) =>
      vars.filter(({ name }) => name === 'ansible_group_priority'),
    )
    const priority = Number(found.at(-1)?.text ?? 1)
    return Number.isInteger(priority) ? priority : 1
  }

  #text(text: GroupText): void {
    const known = this.#texts.get(text.name)
    if (known) known.push(text)
    else this.#texts.set(text.name, [text])
  }

  #link(parent: string, child: string): void {
    this.#children.set(parent, (this.#children.get(parent) ?? new Set()).add(child))
    this.#parents.set(child, (this.#parents.get(child) ?? new Set()).add(parent))
  }

  #mention(group: string, host: HostMention): void {
    const known = this.#mentions.get(host.name)
    if (known) known.push(host)
    else this.#mentions.set(host.name, [host])
    this.#direct.set(host.name, (this.#direct.get(host.name) ?? new Set()).add(group))
    this.#own.set(group, (this.#own.get(group) ?? new Set()).add(host.name))
  }

  /** Who lies in a real group leaves `ungrouped`, the others join it; groups in no other lie in `all`. */
  #settle(): void {
    for (const [host, groups] of this.#direct) {
      const real = [...groups].some((name) => name !== 'all' && name !== 'ungrouped')
      if (real && groups.delete('ungrouped')) this.#own.get('ungrouped')?.delete(host)
      if (!real) this.#own.set('ungrouped', (this.#own.get('ungrouped') ?? new Set()).add(host))
      if (!real) groups.add('ungrouped')
    }
    this.#link('all', 'ungrouped')
    for (const name of this.groups) if (name !== 'all' && !this.#parents.has(name)) this.#link('all', name)
  }

  /** The longest way from `all` to each group; what is never reached so lies in a circle, or below one. */
  #measure(findings: Findings): void {
    const reached = new Set(this.#parents.has('all') ? [] : this.#levels())
    for (const name of this.groups) {
      const at = this.textsOf(name)[0]?.at
      if (!at) continue
      if (!reached.has(name) && this.#containsItself(name)) findings.wrong(at, `group ${name} contains itself`)
      if ((this.#depths.get(name) ?? 0) > deepest)
        findings.wrong(at, `group ${name} lies deeper than ${deepest} levels`)
    }
  }

  /** A group comes after all groups that it lies in. */
  #levels(): readonly string[] {
    const open = new Map([...this.#parents].map(([name, parents]) => [name, parents.size]))
    const ready = ['all']
    for (const name of ready) {
      const depth = (this.#depths.get(name) ?? 0) + 1
      for (const child of this.#children.get(name) ?? []) {
        const left = (open.get(child) ?? 0) - 1
        open.set(child, left)
        this.#depths.set(child, Math.max(depth, this.#depths.get(child) ?? 0))
        if (left === 0) ready.push(child)
      }
    }
    return ready
  }

  #containsItself(group: string): boolean {
    return this.childrenOf(group).some((child) => this.#reach(child, this.#children).includes(group))
  }

  /** The group itself and all it leads to, level by level. */
  #reach(group: string, links: ReadonlyMap<string, ReadonlySet<string>>): string[] {
    const found = new Set([group])
    for (const name of found) for (const next of links.get(name) ?? []) found.add(next)
    return [...found]
  }
}

function sayUndeclared(texts: readonly GroupText[], findings: Findings): void {
  const declared = new Set(['all', 'ungrouped', ...texts.flatMap(({ name, declares }) => (declares ? [name] : []))])
  const say = (at: Place, name: string): void => {
    const near = nearest(name, declared)
    findings.wrong(at, `the group ${name} is declared nowhere`, near ? `did you mean ${near}?` : `add [${name}]`)
  }
  for (const { name, at, declares, children } of texts) {
    if (!declares && !declared.has(name)) say(at, name)
    for (const child of children) if (!declared.has(child.name)) say(child.at, child.name)
  }
}
