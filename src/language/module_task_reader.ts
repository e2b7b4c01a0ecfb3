// Reads a task that names a module: its parameters against the module's schema, and the words around it.

import { parseDuration } from '../core/duration.js'
import { reservedWord } from './cel_environment.js'
import { includedPath } from './included_path.js'
import { builtins, loopNames, type Names } from './names.js'
import { constantProblems } from './params.js'
import type { CatalogEntry, ModuleTask, Value } from './playbook.js'
import type { TaskReading } from './task_reading.js'
import { readValue } from './value_reader.js'
import type { WordMap } from './word_map.js'
import { words } from './words.js'
import { nodeText, type YamlEntry } from './yaml_node.js'

const always: readonly string[] = ['changed', 'failed', 'skipped']

export function readModuleTask(task: TaskReading, does: YamlEntry): ModuleTask | null {
  const { map, shared, place } = task
  const { registers, loading } = place.reading
  const entry = loading.catalog.get(does.key)
  if (!entry) return null
  map.refuse([...words.block, ...words.including])
  if (entry.control && !place.control)
    map.wrong(does.keyAt, `${entry.name} acts on the control machine`, 'write on: control')
  const outer = registers.within(place.names)
  const loop = readLoop(map, outer)
  const names = map.has('loop') ? loopNames.reduce((all, name) => all.with(name, null), outer) : outer
  const params = readParams(does, { map, names, entry })
  nameTemplate(params, { task, names, entry })
  const register = readRegister(map, place.names)
  const own = register ? names.with(register, [...always, ...entry.results]) : names
  if (register) registers.add(register, [...always, ...(map.has('loop') ? ['items'] : entry.results)])
  return {
    ...shared,
    kind: 'module',
    module: entry.name,
    params,
    loop,
    register,
    until: map.condition('until', own),
    retries: counted(map, names),
    delay: timed(map, { word: 'delay', names }),
    timeout: timed(map, { word: 'timeout', names }),
    changedWhen: map.condition('changed_when', own),
    failedWhen: map.condition('failed_when', own),
    noLog: map.flag('no_log') ?? false,
  }
}

/** No parameters at all, as in `dm_leader:`, is an empty map. */
function readParams(
  { value, keyAt }: YamlEntry,
  { map, names, entry }: { map: WordMap; names: Names; entry: CatalogEntry },
): Value {
  const nothing = value.kind === 'scalar' && value.value === null
  const node = nothing ? { kind: 'map' as const, entries: [], at: keyAt } : value
  if (node.kind !== 'map') map.wrong(node.at, `the parameters of ${entry.name} must be a map: ${nodeText(node)}`)
  const params = readValue(node, { names, problems: map.problems })
  const wrong = node.kind === 'map' ? constantProblems(entry, params) : []
  map.problems.add(...wrong.filter(({ at }) => !map.problems.knows(at)))
  return params
}

/** A template that an expression names is known at run time only. */
function nameTemplate(params: Value, { task, names, entry }: { task: TaskReading; names: Names; entry: CatalogEntry }) {
  const named = params.kind === 'map' && entry.template ? params.entries.get(entry.template) : undefined
  if (named?.kind !== 'literal' || typeof named.value !== 'string') return
  const { loading, file } = task.place.reading
  loading.templates.push({ file: includedPath(file, named.value), at: named.at, names })
}

function readLoop(map: WordMap, names: Names): Value | null {
  const loop = map.value('loop', names)
  if (!loop || loop.kind === 'list' || loop.kind === 'expression') return loop
  return map.wrong(loop.at, 'loop must be a list, or an expression that gives one', 'write: [a, b]')
}

function readRegister(map: WordMap, names: Names): string | null {
  const name = map.text('register')
  const at = map.entry('register')?.value.at
  if (name === null || !at) return null
  return freeName(name, { map, at, names }) ? name : null
}

/** Whether a register or a variable of `for_each` may have this name; says why not. */
export function freeName(
  name: string,
  { map, at, names }: { map: WordMap; at: YamlEntry['keyAt']; names: Names },
): boolean {
  if (Object.hasOwn(builtins, name)) map.wrong(at, `"${name}" is a built-in name`, 'choose another name')
  else if (!map.identifier(name, at)) return false
  else if (reservedWord(name)) map.wrong(at, `CEL keeps the word "${name}" for itself`, 'choose another name')
  else if (names.keys(name) !== undefined)
    map.wrong(at, `"${name}" is the name of the play's for_each`, 'choose another name')
  else return true
  return false
}

function counted(map: WordMap, names: Names): Value | null {
  const value = map.value('retries', names)
  if (value?.kind !== 'literal' || (Number.isInteger(value.value) && Number(value.value) >= 0)) return value
  return map.wrong(value.at, `retries must be a count from 0: ${JSON.stringify(value.value)}`)
}

function timed(map: WordMap, { word, names }: { word: 'delay' | 'timeout'; names: Names }): Value | null {
  const value = map.value(word, names)
  if (value?.kind !== 'literal') return value
  const given = value.value
  if ((typeof given === 'string' || typeof given === 'number') && parseDuration(given)) return value
  return map.wrong(value.at, `${word} must be a duration such as 30s or 5m: ${JSON.stringify(given)}`)
}
