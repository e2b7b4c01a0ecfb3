// Reads one play: whom it addresses, in which batches, and its tasks.

import type { FileReading } from './file_reading.js'
import { freeName } from './module_task_reader.js'
import { handlerName, readTags } from './name_lists.js'
import { type Names, taskNames } from './names.js'
import type { Play, Serial, Task, Value } from './playbook.js'
import { readTasks } from './task_reader.js'
import type { TaskPlace } from './task_reading.js'
import { readValue } from './value_reader.js'
import { WordMap } from './word_map.js'
import { words } from './words.js'
import { nodeText, plain, type YamlNode } from './yaml_node.js'

/** Reads a play; `id` leads the ids of its tasks. Registers live on into later plays. */
export function readPlay(
  node: YamlNode,
  { reading, outer, id }: { reading: FileReading; outer: Names; id: string },
): Play | null {
  const { problems } = reading.loading
  const map = new WordMap(node.kind === 'map' ? node : { kind: 'map', entries: [], at: node.at }, {
    what: 'the play',
    problems,
  })
  if (node.kind !== 'map') return map.wrong(node.at, `it must be a map: ${nodeText(node)}`)
  checkPlayWords(map)
  const forEach = readForEach(map, outer)
  const names = forEach ? outer.with(forEach.name, null) : outer
  const onHosts = reading.registers.within(taskNames(names))
  const vars = map.vars('vars', onHosts)
  const inTasks = taskNames(names).with('vars', [...vars.keys()])
  const hosts = readHosts(map, names)
  const control = hosts.kind === 'literal' && hosts.value === 'control'
  return {
    name: map.value('name', names) ?? { kind: 'literal', value: hostsText(map), at: node.at },
    at: map.entry('name')?.value.at ?? node.at,
    hosts,
    forEach,
    ...readRolling(map, onHosts),
    vars,
    become: map.value('become', onHosts),
    becomeUser: map.value('become_user', onHosts),
    when: map.condition('when', names),
    tags: readTags(map),
    ...readAllTasks(map, { reading, names: inTasks, id, control }),
  }
}

/** Handlers see what tasks registered, and notify later ones only: they run once, in the order in which they stand. */
function readAllTasks(map: WordMap, place: Omit<TaskPlace, 'handlers'>): Pick<Play, 'tasks' | 'handlers'> {
  const nodes = map.list('handlers') ?? []
  const names = nodes.map((node) => handlerName(map, node) ?? '')
  const twice = nodes.filter((_, index) => names[index] !== '' && names.indexOf(names[index] ?? '') < index)
  for (const node of twice) map.wrong(node.at, 'another handler has its name')
  const tasks = readTasks(map.list('tasks') ?? [], { ...place, id: `${place.id}.tasks`, handlers: names })
  const handlers = nodes.flatMap((node, index): Task[] =>
    readTasks([node], { ...place, id: `${place.id}.handlers[${index}]`, handlers: names.slice(index + 1) }),
  )
  for (const { tags, at } of handlers)
    if (tags.length > 0) map.wrong(at, 'a handler has no tags: it runs when notified')
  return { tasks, handlers }
}

/** How the play rolls over its hosts, and when it stops. */
function readRolling(
  map: WordMap,
  names: Names,
): Pick<Play, 'serial' | 'order' | 'last' | 'maxFailures' | 'unreachable'> {
  return {
    serial: readSerial(map),
    order: map.choice('order', ['inventory', 'down_first']) ?? 'inventory',
    last: map.condition('last', names),
    maxFailures: readMaxFailures(map),
    unreachable: map.choice('unreachable', ['abort', 'tolerate']) ?? 'abort',
  }
}

function checkPlayWords(map: WordMap): void {
  map.only(words.play)
  if (!map.has('tasks')) map.wrong(map.node.at, 'it has no tasks')
}

function readHosts(map: WordMap, names: Names): Value {
  const found = map.entry('hosts')
  const nobody: Value = { kind: 'literal', value: null, at: map.node.at }
  if (!found) return map.wrong(map.node.at, 'it has no hosts', 'write: hosts: all') ?? nobody
  const value = readValue(found.value, { names, problems: map.problems })
  const groups = value.kind === 'list' ? value.items : [value]
  const wrong = groups.find(
    (group) =>
      group.kind === 'map' || group.kind === 'list' || (group.kind === 'literal' && typeof group.value !== 'string'),
  )
  if (wrong) map.wrong(wrong.at, 'hosts must be a group, a list of groups, or an expression that gives hosts')
  return value
}

function hostsText(map: WordMap): string {
  const hosts = map.entry('hosts')?.value
  if (!hosts) return 'play'
  return hosts.kind === 'list' ? hosts.items.map(nodeText).join(', ') : String(plain(hosts))
}

function readForEach(map: WordMap, names: Names): Play['forEach'] {
  const node = map.map('for_each')
  if (!node) return null
  const [entry, second] = node.entries
  if (!entry || second)
    return map.wrong(node.at, 'for_each has one name', 'write: for_each: { role: [dm-master, dm-worker] }')
  if (!freeName(entry.key, { map, at: entry.keyAt, names })) return null
  const values = readValue(entry.value, { names, problems: map.problems })
  if (values.kind === 'list' || values.kind === 'expression') return { name: entry.key, values }
  return map.wrong(values.at, `for_each must give a list: ${nodeText(entry.value)}`)
}

const percentage = /^(100|[1-9]?\d)%$/

function readSerial(map: WordMap): Serial | null {
  const node = map.entry('serial')?.value
  if (!node) return null
  const items = node.kind === 'list' ? node.items : [node]
  const sizes = items.flatMap((item) => readSize(item, { map, word: 'serial', least: 1 }) ?? [])
  if (node.kind !== 'list') return sizes[0] ?? null
  if (items.length === 0) return map.wrong(node.at, 'serial is an empty list')
  return sizes.length === items.length ? sizes : null
}

function readMaxFailures(map: WordMap): number | string | null {
  const node = map.entry('max_failures')?.value
  return node ? readSize(node, { map, word: 'max_failures', least: 0 }) : null
}

function readSize(
  node: YamlNode,
  { map, word, least }: { map: WordMap; word: string; least: number },
): number | string | null {
  const value = plain(node)
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value
  if (typeof value === 'string' && percentage.test(value)) return value
  return map.wrong(node.at, `${word} must be a count from ${least} or a percentage such as 25%: ${nodeText(node)}`)
}
