// Reads lists of tasks: which of the four kinds each one is, and the words that all kinds share.

import type { FileReading } from './file_reading.js'
import { readInclude } from './include_reader.js'
import { readModuleTask } from './module_task_reader.js'
import { readNotify, readTags } from './name_lists.js'
import { loopNames, type Names } from './names.js'
import type { BlockTask, Task, TaskWords } from './playbook.js'
import { readSet } from './set_reader.js'
import type { TaskPlace, TaskReading } from './task_reading.js'
import { WordMap } from './word_map.js'
import { wordHint, words } from './words.js'
import { nodeText, type YamlEntry, type YamlNode } from './yaml_node.js'

export function readTasks(nodes: readonly YamlNode[], place: TaskPlace): Task[] {
  return nodes.flatMap((node, index) => readTask(node, { ...place, id: `${place.id}[${index}]` }) ?? [])
}

function readTask(node: YamlNode, outer: TaskPlace): Task | null {
  const { reading } = outer
  const { problems, shipped } = reading.loading
  const map = new WordMap(node.kind === 'map' ? node : { kind: 'map', entries: [], at: node.at }, {
    what: 'the task',
    problems,
  })
  if (node.kind !== 'map') return map.wrong(node.at, `it must be a map: ${nodeText(node)}`)
  const does = deed(map, reading)
  const vars = map.vars('vars', reading.registers.within(outer.names))
  const names = outer.names.with('vars', [...(outer.names.keys('vars') ?? []), ...vars.keys()])
  const place = { ...outer, names, control: outer.control || map.has('on') }
  const shared = readWords(map, { vars, place })
  if (shipped && !shared.name) map.wrong(node.at, 'a shipped playbook names every task', 'add name: …')
  if (!does) return forgotten(map, reading)
  const task: TaskReading = { map, shared, place, readTasks }
  if (does.key === 'block') return readBlock(task)
  if (does.key === 'set') return readSet(task)
  return does.key === 'include' ? readInclude(task) : readModuleTask(task, does)
}

/** A task that cannot be read still sets its register: later tasks are not to blame. */
function forgotten(map: WordMap, { registers }: FileReading): null {
  const register = map.entry('register')?.value
  if (register?.kind === 'scalar') registers.add(register.text, null)
  return null
}

/** What a task does that is no module. */
const deeds: readonly string[] = ['block', 'include', 'set']

/** The entry that says what the task does; null, with a problem, where there is none, several, or an unknown one. */
function deed(map: WordMap, { loading: { catalog } }: FileReading): YamlEntry | null {
  const known: readonly string[] = [
    ...words.task,
    ...words.module,
    ...words.block,
    ...words.including,
    ...words.setting,
  ]
  const doing = map.node.entries.filter(({ key }) => !known.includes(key) || deeds.includes(key))
  const unknown = doing.filter(({ key }) => !deeds.includes(key) && !catalog.has(key))
  for (const { key, keyAt } of unknown) {
    map.wrong(keyAt, `"${key}" is neither a word of a task nor a module`, wordHint(key, [...known, ...catalog.keys()]))
  }
  const [first, second] = doing.filter((entry) => !unknown.includes(entry))
  if (second && first)
    return map.wrong(second.keyAt, `it does two things: ${first.key} and ${second.key}`, 'write two tasks')
  if (first) return first
  if (unknown.length > 0) return null
  const orphan = map.entry('rescue') ?? map.entry('always')
  if (orphan) return map.wrong(orphan.keyAt, `${orphan.key} stands without block`)
  return map.wrong(map.node.at, 'it does nothing: it names no module, and says neither block, include nor set')
}

function readWords(map: WordMap, { vars, place }: { vars: TaskWords['vars']; place: TaskPlace }): TaskWords {
  const names = place.reading.registers.within(place.names)
  const inner = map.has('loop') ? loopNames.reduce((all, name) => all.with(name, null), names) : names
  return {
    id: place.id,
    name: map.value('name', names),
    at: map.entry('name')?.value.at ?? map.node.at,
    when: map.condition('when', inner),
    vars,
    become: map.value('become', inner),
    becomeUser: map.value('become_user', inner),
    runOnce: map.flag('run_once') ?? false,
    on: map.choice('on', ['control']),
    tags: readTags(map),
    notify: readNotify(map, place.handlers),
  }
}

function readBlock({ map, shared, place }: TaskReading): BlockTask {
  map.refuse([...words.module, 'with'])
  const list = (word: 'block' | 'rescue' | 'always', names: Names) =>
    readTasks(map.list(word) ?? [], { ...place, names, id: `${place.id}.${word}` })
  const block = list('block', place.names)
  const rescue = list('rescue', place.names.with('error', ['message', 'detail', 'task', 'host']))
  const always = list('always', place.names)
  if (map.list('block')?.length === 0) map.wrong(map.entry('block')?.keyAt ?? map.node.at, 'its block is empty')
  return { ...shared, kind: 'block', block, rescue, always }
}
