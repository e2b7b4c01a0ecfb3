// Reads the groups of an Ansible YAML inventory as they stand: names, hosts with their own variables, children.
// A group may be described in several places; what is said later is added.

import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { hostNames } from './host_range.js'
import type { Json } from './inventory.js'
import { mistakes } from './inventory_values.js'
import type { Problems } from './problems.js'
import { wordHint } from './words.js'
import { entryOf, nodeText, plain, type YamlEntry, type YamlMap, type YamlNode } from './yaml_node.js'

export type Vars = Readonly<Record<string, Json>>

/** Where a host is named, and the variables that stand there. */
export interface HostMention {
  readonly name: string
  readonly vars: Vars
  readonly at: Place
  /** places of the variables */
  readonly places: ReadonlyMap<string, Place>
}

export interface GroupText {
  readonly name: string
  readonly at: Place
  readonly vars: Vars
  readonly places: ReadonlyMap<string, Place>
  readonly hosts: readonly HostMention[]
  readonly children: readonly string[]
}

const words = ['hosts', 'children', 'vars']
const taken = ['machines', 'control']

/** All descriptions of groups, outer ones before inner ones. */
export function readGroups(root: YamlMap, problems: Problems): GroupText[] {
  return root.entries.flatMap((entry) => readGroup(entry, problems))
}

function readGroup({ key, keyAt, value }: YamlEntry, problems: Problems): GroupText[] {
  const wrong = groupName(key)
  if (wrong) problems.add({ message: `cannot read the inventory as ${wrong}`, at: keyAt })
  const map = mapOf(value, { what: `group ${key}`, problems })
  for (const word of map.entries) {
    if (words.includes(word.key)) continue
    const hint = wordHint(word.key, words)
    problems.add({
      message: `cannot read the inventory as "${word.key}" is not a word of a group`,
      at: word.keyAt,
      hint,
    })
  }
  const below = entriesOf(map, { word: 'children', problems })
  const { vars, places } = readVars(entryOf(map, 'vars')?.value, problems)
  const hosts = entriesOf(map, { word: 'hosts', problems }).flatMap((entry) => readHost(entry, problems))
  const group = { name: key, at: keyAt, vars, places, hosts, children: below.map((entry) => entry.key) }
  return [group, ...below.flatMap((entry) => readGroup(entry, problems))]
}

function groupName(name: string): string | null {
  if (taken.includes(name)) return `the group ${name} is always there; choose another name`
  return /^[A-Za-z_][\w.-]*$/.test(name) ? null : `"${name}" cannot be the name of a group`
}

function readHost({ key, keyAt, value }: YamlEntry, problems: Problems): HostMention[] {
  const names = hostNames(key)
  if (typeof names === 'string') {
    problems.add({ message: `cannot read the inventory as ${names}`, at: keyAt })
    return []
  }
  const { vars, places } = readVars(value, problems)
  return names.map((name) => ({ name, vars, places, at: keyAt }))
}

function readVars(node: YamlNode | undefined, problems: Problems): Pick<HostMention, 'vars' | 'places'> {
  if (!node) return { vars: {}, places: new Map() }
  const map = mapOf(node, { what: 'variables', problems })
  problems.add(...map.entries.flatMap(({ value }) => mistakes(value)))
  const vars = Object.fromEntries(map.entries.map(({ key, value }) => [key, plain(value)]))
  return { vars, places: new Map(map.entries.map(({ key, value }) => [key, value.at])) }
}

function entriesOf(map: YamlMap, { word, problems }: { word: string; problems: Problems }): readonly YamlEntry[] {
  const found = entryOf(map, word)
  return found ? mapOf(found.value, { what: word, problems }).entries : []
}

/** Nothing at all is an empty map. */
function mapOf(node: YamlNode, { what, problems }: { what: string; problems: Problems }): YamlMap {
  if (node.kind === 'map') return node
  const empty = node.kind === 'scalar' && node.value === null
  if (!empty) problems.add(notAMap(node, what))
  return { kind: 'map', entries: [], at: node.at }
}

function notAMap(node: YamlNode, what: string): Problem {
  const hint = node.kind === 'list' ? 'write each name as a key with a colon' : undefined
  return { message: `cannot read the inventory as ${what} must be a map: ${nodeText(node)}`, at: node.at, hint }
}
