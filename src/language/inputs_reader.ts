// Reads the `inputs:` of a playbook or an included file: name → what a value must be.

import { checkInput, inputTypes } from './input_check.js'
import type { InputSpec } from './playbook.js'
import { WordMap } from './word_map.js'
import { words } from './words.js'
import { nodeText, plain, type YamlEntry } from './yaml_node.js'

/** The declared inputs under the word `inputs` of a file's map. */
export function readInputs(file: WordMap): ReadonlyMap<string, InputSpec> {
  const entries = file.map('inputs')?.entries ?? []
  const specs = entries.flatMap((entry) => readInput(entry, file) ?? [])
  return new Map(specs.map((spec) => [spec.name, spec]))
}

function readInput({ key, keyAt, value }: YamlEntry, file: WordMap): InputSpec | null {
  if (!file.identifier(key, keyAt)) return null
  if (value.kind !== 'map')
    return file.wrong(value.at, `input ${key} must be a map such as { type: string }: ${nodeText(value)}`)
  const input = new WordMap(value, { what: `the input ${key}`, problems: file.problems })
  input.only(words.input)
  if (!input.has('type')) return input.wrong(keyAt, 'it has no type', `write: type: ${inputTypes.join(' | ')}`)
  const type = input.choice('type', inputTypes)
  if (!type) return null
  const required = input.flag('required')
  const fallback = input.entry('default')
  const spec: InputSpec = {
    name: key,
    type,
    description: input.text('description') ?? '',
    default: fallback ? plain(fallback.value) : undefined,
    required: required ?? fallback === undefined,
    values: choicesOf(input, type),
    at: keyAt,
  }
  if (fallback) checkDefault(spec, { input, fallback })
  return spec
}

function choicesOf(input: WordMap, type: string): readonly string[] {
  const list = input.list('values')
  if (type === 'enum' && !list) input.wrong(input.node.at, 'an enum needs values', 'write: values: [a, b]')
  if (type !== 'enum' && type !== 'list' && list)
    input.wrong(input.entry('values')?.keyAt ?? input.node.at, 'only an enum or a list has values')
  return (list ?? []).map((item) => (item.kind === 'scalar' ? item.text : ''))
}

function checkDefault(spec: InputSpec, { input, fallback }: { input: WordMap; fallback: YamlEntry }): void {
  const written = fallback.value.kind === 'scalar' ? fallback.value.text : undefined
  const checked = checkInput(spec, plain(fallback.value), written)
  if (checked.kind === 'wrong' && plain(fallback.value) !== null) {
    input.wrong(fallback.value.at, `its default ${checked.why}: ${nodeText(fallback.value)}`, checked.hint)
  }
}
