// The documentation of modules, made from their own schemas: it cannot be out of date.

import { columns } from '../core/text.js'
import { modules } from './index.js'
import type { Module } from './module.js'

export interface ParameterJson {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly default?: unknown
  readonly description: string
}

export interface ModuleJson {
  readonly name: string
  readonly kind: Module['kind']
  readonly control: boolean
  readonly summary: string
  readonly description: string
  readonly parameters: readonly ParameterJson[]
  readonly results: Readonly<Record<string, string>>
  readonly examples: readonly object[]
}

/** One line per module: its name, its kind, what it does. */
export function moduleList(): string {
  return columns([...modules].map(([name, { kind, summary }]) => [name, kind, summary])).join('\n')
}

/** Throws a RangeError for an unknown name. */
export function moduleJson(name: string): ModuleJson {
  const module = modules.get(name)
  if (!module) throw new RangeError(`no module ${name}`)
  const { kind, control = false, summary, description = '', results = {}, examples } = module
  return { name, kind, control, summary, description, parameters: parametersOf(module.params), results, examples }
}

/** The page that `dmbook module show` prints. */
export function moduleText(name: string): string {
  const { kind, control, summary, description, parameters, results, examples } = moduleJson(name)
  const sections = [
    `${name} (${kinds[kind]}${control ? ', on the control machine' : ''})`,
    summary,
    ...(description === '' ? [] : [wrapped(description)]),
    section('Parameters', parameters.map(parameterRow)),
    section('Results', Object.entries(results)),
    ['Examples', ...examples.map((example) => `  - ${name}: ${yamlFlow(example)}`)].join('\n'),
  ]
  return sections.filter((text) => text !== '').join('\n\n')
}

const kinds: Readonly<Record<Module['kind'], string>> = {
  state: 'keeps a state',
  action: 'acts each time',
  read: 'only looks',
}

const parameterRow = (parameter: ParameterJson): string[] => [
  parameter.name,
  parameter.type,
  parameter.required
    ? 'required'
    : parameter.default === undefined
      ? ''
      : `default ${JSON.stringify(parameter.default)}`,
  parameter.description,
]

function section(title: string, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  return [title, ...columns(rows).map((line) => `  ${line}`)].join('\n')
}

const lineWidth = 100

function wrapped(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= lineWidth) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.join('\n')
}

/** A flow map as people write it; texts are quoted, so that none is read as something else. */
function yamlFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, inner]) => `${yamlKey(key)}: ${yamlFlow(inner)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

const yamlKey = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key))

function parametersOf(schema: object): ParameterJson[] {
  const { properties, required } = fieldsOf(schema)
  const names = Array.isArray(required) ? required : []
  return Object.entries(fieldsOf(properties)).map(([name, property]) => {
    const { description, default: value } = fieldsOf(property)
    return {
      name,
      type: typeText(property),
      required: names.includes(name),
      ...(value === undefined ? {} : { default: value }),
      description: String(description ?? ''),
    }
  })
}

function typeText(schema: unknown): string {
  const { type, enum: words, anyOf, items } = fieldsOf(schema)
  if (Array.isArray(words)) return words.join('|')
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map(typeText))].join(' or ')
  if (type === 'array') return `list of ${typeText(items)}`
  return typeNames[String(type)] ?? 'anything'
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'bool',
  object: 'map',
}

const fieldsOf = (schema: unknown): Readonly<Record<string, unknown>> =>
  typeof schema === 'object' && schema !== null ? Object.fromEntries(Object.entries(schema)) : {}
