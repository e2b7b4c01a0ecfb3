// Reads a YAML tree by a schema into plain data, with every mistake at its place. Not ajv: it keeps the text as
// written and is as lenient as `tiup dm` is, where a text may be a bare number (`numa_node: 0`), an empty value
// means absent, and yes, no, on, off are booleans.

import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { listed, nearest } from '../core/text.js'
import type { Json } from '../language/inventory.js'
import { nodeText, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../language/yaml_source.js'
import type { Path } from './path.js'
import { expected, type Shape } from './schema/shape.js'

/** Words that are no key although people write them, each with the reason. */
export type RefusedKeys = Readonly<Record<string, string>>

export class SchemaReader {
  readonly problems: Problem[] = []
  readonly unknownKeys: Problem[] = []
  /** where a problem is, as paths */
  readonly broken: Path[] = []
  readonly #refused: RefusedKeys

  constructor(refused: RefusedKeys = {}) {
    this.#refused = refused
  }

  /** The value as plain data; undefined where it is absent or wrong. */
  read(shape: Shape, node: YamlNode, path: Path = []): Json | undefined {
    if (!shape.type && !shape.enum) return free(node)
    if (absent(node) && path.length > 0) return undefined
    if (shape.type === 'object' && node.kind === 'map') return this.#map(shape, node, path)
    if (shape.type === 'array' && node.kind === 'list') return this.#list(shape, node.items, path)
    const value = node.kind === 'scalar' ? scalar(shape, node) : undefined
    if (value === undefined) this.#wrong(shape, node, path)
    return value
  }

  #map(shape: Shape, node: YamlMap, path: Path): Json {
    const [any] = Object.values(shape.patternProperties ?? {})
    const pairs = node.entries.flatMap((entry) => {
      const known = shape.properties?.[entry.key] ?? any
      if (!known) return this.#unknown(shape, entry, path)
      const value = this.read(known, entry.value, [...path, entry.key])
      return value === undefined ? [] : [[entry.key, value] as const]
    })
    const found = new Set(node.entries.filter(({ value }) => !absent(value)).map(({ key }) => key))
    for (const key of shape.required ?? []) if (!found.has(key)) this.#missing(key, node, path)
    return Object.fromEntries(pairs)
  }

  #list(shape: Shape, items: readonly YamlNode[], path: Path): Json {
    return items.flatMap((item, index) => {
      const at = [...path, index]
      const value = shape.items ? this.read(shape.items, item, at) : free(item)
      if (value === undefined && absent(item)) this.#wrong(shape.items ?? {}, item, at)
      return [value ?? null]
    })
  }

  #unknown(shape: Shape, { key, keyAt }: YamlEntry, path: Path): [] {
    const why = this.#refused[key]
    const keys = Object.keys(shape.properties ?? {})
    const near = nearest(key, keys)
    const what = path.length === 0 ? 'section' : `key of ${pathSection(path)}`
    const hint = near ? `did you mean ${near}?` : `it knows ${listed(keys)}`
    this.unknownKeys.push({
      message: `cannot read the topology as ${why ? `${key} ${why}` : `${JSON.stringify(key)} is not a ${what}`}`,
      at: keyAt,
      hint: why ? undefined : hint,
    })
    return []
  }

  #missing(key: string, node: YamlMap, path: Path): void {
    this.#say({ message: `cannot read the topology as ${key} is missing`, at: firstLine(node), path })
  }

  #wrong(shape: Shape, node: YamlNode, path: Path): void {
    const name = path.findLast((step) => typeof step === 'string') ?? 'the topology'
    const near = shape.enum && node.kind === 'scalar' ? nearest(node.text, shape.enum) : null
    const hint = near ? `did you mean ${near}?` : undefined
    const found = name === 'password' ? 'what was found is not shown' : nodeText(node)
    const message = `cannot read the topology as ${name} must be ${expected(shape)}: ${found}`
    this.#say({ message, at: node.at, hint, path })
  }

  #say({ path, ...problem }: Problem & { readonly path: Path }): void {
    this.problems.push(problem)
    this.broken.push(path)
  }
}

/** Nothing was written, or an empty text: for `tiup dm` the same as an absent key. */
const absent = (node: YamlNode): boolean => node.kind === 'scalar' && (node.value === null || node.value === '')

function scalar(shape: Shape, node: YamlScalar): Json | undefined {
  if (shape.type === 'boolean') return boolean(node)
  if (shape.type === 'integer') return integer(shape, node)
  if (shape.enum) return shape.enum.includes(node.text) ? node.text : undefined
  if (shape.type !== 'string') return undefined
  return new RegExp(shape.pattern ?? '').test(node.text) ? node.text : undefined
}

function integer({ minimum = 0, maximum = 0 }: Shape, { value }: YamlScalar): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
    ? value
    : undefined
}

function boolean(node: YamlScalar): boolean | undefined {
  if (typeof node.value === 'boolean') return node.value
  if (node.plain && /^(yes|on)$/i.test(node.text)) return true
  return node.plain && /^(no|off)$/i.test(node.text) ? false : undefined
}

/** A value that is handed on as it is, with the booleans of YAML 1.1. */
function free(node: YamlNode): Json {
  if (node.kind === 'list') return node.items.map(free)
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, free(value)]))
  return boolean(node) ?? node.value
}

const pathSection = (path: Path): string => String(path.findLast((step) => typeof step === 'string'))

const firstLine = ({ entries, at }: YamlMap): Place => entries[0]?.keyAt ?? at
