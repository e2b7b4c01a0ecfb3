// Reads an inventory in Ansible's YAML form as it stands: groups, hosts with their own variables, children.

import type { Place } from '../../core/place.js'
import { wordHint } from '../words.js'
import { entryOf, nodeText, type YamlEntry, type YamlMap, type YamlNode } from '../yaml_node.js'
import { readYaml } from '../yaml_source.js'
import type { Findings } from './findings.js'
import { hostPattern } from './host_pattern.js'
import { type InventorySource, shownAt } from './inventory_source.js'
import type { GroupText, HostMention } from './inventory_text.js'
import { ansibleYaml } from './yaml_value.js'
import { yamlVariables } from './yaml_vars.js'

/** All descriptions of groups, outer ones before inner ones. Adds what is wrong to the findings. */
export function readYamlInventory(source: InventorySource, findings: Findings): GroupText[] {
  return new YamlReader(source, findings).groups()
}

const words = ['hosts', 'children', 'vars']

class YamlReader {
  readonly #source: InventorySource
  readonly #findings: Findings

  constructor(source: InventorySource, findings: Findings) {
    this.#source = source
    this.#findings = findings
  }

  groups(): GroupText[] {
    const { root, problems } = readYaml(this.#source, ansibleYaml)
    this.#findings.problems.add(...problems.map((problem) => ({ ...problem, at: problem.at && this.#at(problem.at) })))
    if (!root) return []
    if (root.kind === 'map' && entryOf(root, 'plugin')) return this.#plugin(root)
    return this.#map(root, 'the file').entries.flatMap((entry) => this.#group(entry))
  }

  #plugin(root: YamlMap): GroupText[] {
    const at = this.#at(entryOf(root, 'plugin')?.keyAt ?? root.at)
    const hint = 'let Ansible do it once: ansible-inventory -i FILE --list --yaml --output hosts.yaml'
    this.#findings.wrong(at, 'inventory plugins are not run', hint)
    return []
  }

  #group({ key, keyAt, value }: YamlEntry): GroupText[] {
    if (/[\s:[\]]/.test(key)) this.#findings.wrong(this.#at(keyAt), `"${key}" cannot be the name of a group`)
    const map = this.#map(value, `group ${key}`)
    for (const word of map.entries)
      if (!words.includes(word.key))
        this.#findings.wrong(this.#at(word.keyAt), `"${word.key}" is not a word of a group`, wordHint(word.key, words))
    const below = this.#entries(map, 'children')
    const children = below.map((entry) => ({ name: entry.key, at: this.#at(entry.keyAt) }))
    const vars = this.#vars(entryOf(map, 'vars')?.value, { layer: 'inventory', group: key })
    const hosts = this.#entries(map, 'hosts').flatMap((entry) => this.#host(entry))
    const group = { name: key, at: this.#at(keyAt), declares: true, vars, hosts, children }
    return [group, ...below.flatMap((entry) => this.#group(entry))]
  }

  #host({ key, keyAt, value }: YamlEntry): HostMention[] {
    const at = this.#at(keyAt)
    const vars = this.#vars(value, { layer: 'host' })
    const pattern = hostPattern(key)
    if (typeof pattern === 'string') {
      this.#findings.wrong(at, pattern)
      return []
    }
    if (pattern.names.length === 0) this.#findings.odd(at, `${key} stands for no host`)
    return pattern.names.map((name) => ({ name, at, port: pattern.port, vars }))
  }

  #vars(node: YamlNode | undefined, where: { layer: 'inventory' | 'host'; group?: string }) {
    if (!node) return []
    return yamlVariables(this.#map(node, 'variables'), { ...where, source: this.#source, findings: this.#findings })
  }

  /** One text stands for itself without anything below it. */
  #entries(map: YamlMap, word: string): readonly YamlEntry[] {
    const found = entryOf(map, word)
    if (found?.value.kind !== 'scalar' || typeof found.value.value !== 'string' || word !== 'hosts')
      return found ? this.#map(found.value, word).entries : []
    const nothing = { ...found.value, value: null, text: '' }
    return [{ key: found.value.text, keyAt: found.value.at, value: nothing }]
  }

  /** Nothing at all is an empty map. */
  #map(node: YamlNode, what: string): YamlMap {
    if (node.kind === 'map') return node
    if (node.kind !== 'scalar' || node.value !== null) {
      const hint = node.kind === 'list' ? 'write each name as a key with a colon' : undefined
      this.#findings.wrong(this.#at(node.at), `${what} must be a map: ${nodeText(node)}`, hint)
    }
    return { kind: 'map', entries: [], at: node.at }
  }

  #at(place: Place): Place {
    return shownAt(place, this.#source)
  }
}
