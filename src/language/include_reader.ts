// Reads `include:`: the file, what it is given, and its tasks, which see only that and the built-in names.

import { nearest } from '../core/text.js'
import { type FileReading, Registers, registerLines } from './file_reading.js'
import { readMap } from './header.js'
import { includedPath } from './included_path.js'
import { checkInput } from './input_check.js'
import { readInputs } from './inputs_reader.js'
import { playNames, taskNames } from './names.js'
import type { IncludeTask, InputSpec, Task, Value } from './playbook.js'
import type { TaskReading } from './task_reading.js'
import { readValue } from './value_reader.js'
import { WordMap } from './word_map.js'
import { words } from './words.js'
import type { YamlEntry } from './yaml_node.js'

export function readInclude(task: TaskReading): IncludeTask | null {
  const { map, shared, place } = task
  map.refuse([...words.module, ...words.block])
  const name = map.text('include')
  const at = map.entry('include')?.value.at
  if (name === null || !at) return null
  if (name.includes('{{'))
    return map.wrong(at, 'an included file is named when the playbook is loaded, not by an expression')
  const file = includedPath(place.reading.file, name)
  if (place.reading.chain.includes(file))
    return map.wrong(at, `${file} includes itself: ${[...place.reading.chain, file].join(' → ')}`)
  const source = place.reading.loading.files.get(file)
  if (!source) return map.wrong(at, `there is no file ${file}`, 'its path begins beside the file that names it')
  const root = readMap(source, map.problems)
  if (!root) return null
  const { inputs, tasks } = readFile(new WordMap(root, { what: 'the included file', problems: map.problems }), {
    task,
    file,
  })
  const given = readGiven(task, inputs)
  return { ...shared, kind: 'include', file, inputs, given, tasks }
}

function readFile(map: WordMap, { task, file }: { task: TaskReading; file: string }) {
  const { place } = task
  const reading: FileReading = {
    ...place.reading,
    file,
    chain: [...place.reading.chain, file],
    registers: new Registers(),
  }
  map.only(words.include)
  map.text('description')
  const inputs = readInputs(map)
  const outer = playNames({ inputs: [...inputs.keys()], select: reading.select, later: registerLines(map.node) })
  const tasks = map.list('tasks')
  if (!map.has('tasks')) map.wrong(map.node.at, 'it has no tasks')
  const list: Task[] = task.readTasks(tasks ?? [], {
    reading,
    names: taskNames(outer),
    id: `${place.id}.tasks`,
    control: place.control,
    handlers: null,
  })
  return { inputs, tasks: list }
}

function readGiven({ map, place }: TaskReading, inputs: ReadonlyMap<string, InputSpec>): ReadonlyMap<string, Value> {
  const names = place.reading.registers.within(place.names)
  const entries = map.map('with')?.entries ?? []
  for (const { key, keyAt } of entries) if (!inputs.has(key)) undeclared(map, { key, at: keyAt, inputs })
  const given = new Map(
    entries.map((entry) => [entry.key, readGivenValue(entry, { map, names, spec: inputs.get(entry.key) })]),
  )
  for (const { name, required } of inputs.values()) {
    const at = map.entry('with')?.keyAt ?? map.entry('include')?.value.at ?? map.node.at
    if (required && !given.has(name)) map.wrong(at, `its include needs ${name}`, `add ${name} under with`)
  }
  return given
}

function undeclared(
  map: WordMap,
  { key, at, inputs }: { key: string; at: YamlEntry['keyAt']; inputs: ReadonlyMap<string, InputSpec> },
): void {
  const near = nearest(key, inputs.keys())
  map.wrong(at, `"${key}" is not an input of the included file`, near ? `did you mean ${near}?` : undefined)
}

interface Giving {
  readonly map: WordMap
  readonly names: Parameters<typeof readValue>[1]['names']
  readonly spec: InputSpec | undefined
}

function readGivenValue({ key, value }: YamlEntry, { map, names, spec }: Giving): Value {
  const given = readValue(value, { names, problems: map.problems })
  if (given.kind !== 'literal' || !spec || given.value === null) return given
  const checked = checkInput(spec, given.value, value.kind === 'scalar' ? value.text : undefined)
  if (checked.kind === 'wrong') map.wrong(given.at, `${key} ${checked.why}`, checked.hint)
  return given
}
