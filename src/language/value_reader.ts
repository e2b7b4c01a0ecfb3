// Makes the values of a playbook from YAML: each `${{ }}` becomes a parsed expression with its own place.
// What is wrong goes to `problems`, so that the reader of a file goes on.

import { DmbookError, type Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { parseExpression } from './expression.js'
import { interpolation, type TextPart } from './interpolation.js'
import type { Names } from './names.js'
import type { Expression, Value } from './playbook.js'
import type { Problems } from './problems.js'
import { placeWithin, plain, type YamlMap, type YamlNode, type YamlScalar } from './yaml_node.js'
import { quoted } from './yaml_trap.js'

interface Reading {
  readonly names: Names | null
  readonly problems: Problems
}

/** The value of a node; a part that is wrong is left out. */
export function readValue(node: YamlNode, reading: Reading): Value {
  if (node.kind === 'list')
    return { kind: 'list', items: node.items.map((item) => readValue(item, reading)), at: node.at }
  if (node.kind === 'map') return mapOf(node, reading)
  return typeof node.value === 'string'
    ? textOf(node, node.value, reading)
    : { kind: 'literal', value: plain(node), at: node.at }
}

function mapOf(node: YamlMap, reading: Reading): Value {
  const entries = new Map(node.entries.map(({ key, value }) => [key, readValue(value, reading)]))
  return { kind: 'map', entries, at: node.at, keys: new Map(node.entries.map(({ key, keyAt }) => [key, keyAt])) }
}

function textOf(node: YamlScalar, text: string, reading: Reading): Value {
  const { parts, open } = interpolation(text)
  const trouble = textProblem(node, { text, open, parts })
  if (trouble) reading.problems.add(trouble)
  if (trouble || !parts.some(({ kind }) => kind === 'expression')) return { kind: 'literal', value: text, at: node.at }
  const read = parts.map((part) => (part.kind === 'text' ? part.text : expressionOf(part, { node, text, reading })))
  const [first] = read
  if (read.length === 1 && typeof first === 'object' && first !== null)
    return { kind: 'expression', expression: first, at: node.at }
  return { kind: 'text', parts: read.filter((part) => part !== null), at: node.at }
}

function expressionOf(
  part: TextPart,
  { node, text, reading }: { node: YamlScalar; text: string; reading: Reading },
): Expression | null {
  const range = { start: part.offset, end: part.offset + Math.max(1, part.text.length) }
  try {
    return parseExpression(part.text, { at: placeWithin(contentPlace(node), text, range), names: reading.names })
  } catch (thrown) {
    reading.problems.add(...problemsOf(thrown))
    return null
  }
}

/** What is wrong, where a reader can go on with the next value; anything else is thrown on. */
export function problemsOf(thrown: unknown): readonly Problem[] {
  if (thrown instanceof DmbookError && thrown.exit === 'input') return thrown.problems
  throw thrown
}

/** Where the content of a scalar begins: behind its quote. */
export function contentPlace({ at, plain: bare }: YamlScalar): Place {
  if (bare) return at
  const [first = ''] = at.source.text.split('\n')[at.line - 1]?.slice(at.column - 1) ?? ''
  return first === '"' || first === "'"
    ? { ...at, column: at.column + 1, length: Math.max(1, at.length - 2) }
    : blockPlace(at)
}

/** A block scalar begins on the line after its mark, behind the indentation. */
function blockPlace(at: Place): Place {
  const line = at.source.text.split('\n')[at.line] ?? ''
  const indent = line.length - line.trimStart().length
  return { source: at.source, line: at.line + 1, column: indent + 1, length: Math.max(1, line.length - indent) }
}

function textProblem(
  node: YamlScalar,
  { text, open, parts }: { text: string; open: number | null; parts: readonly TextPart[] },
): Problem | null {
  if (open !== null && node.commented) return cutProblem(node)
  if (open !== null) return { message: `cannot read the value as its $\{{ has no }}`, at: node.at }
  if (!parts.some((part) => part.kind === 'text' && part.text.includes('{{'))) return null
  const hint = `write: ${text.replaceAll(/(^|[^$])\{\{/g, '$1${{')}`
  return { message: 'cannot read the value as {{ }} belongs into template files', at: node.at, hint }
}

/** A blank and a hash begin a comment: YAML has cut the value there. */
export function cutProblem(node: YamlScalar): Problem {
  const line = node.at.source.text.split('\n')[node.at.line - 1] ?? ''
  const whole = line.slice(node.at.column - 1)
  const hint = `write: ${line.slice(0, node.at.column - 1).trimStart()}${quoted(whole)}`
  return { message: 'cannot read the value as YAML takes " #" for a comment and cuts it there', at: node.at, hint }
}
