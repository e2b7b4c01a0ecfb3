// Says in our words, and at the right characters, what CEL found wrong with an expression.
// Never shows a value of the scope: only the expression's own text and the kinds of values.

import { TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js'
import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { nearest } from '../core/text.js'
import { functionNames } from './cel_environment.js'
import { safeMatches } from './cel_functions.js'
import type { Range } from './cel_mentions.js'
import type { Scope } from './playbook.js'
import { placeWithin } from './yaml_node.js'

interface Written {
  readonly text: string
  readonly at: Place
}

/** A problem at a part of an expression. */
export function partProblem(
  { text, at }: Written,
  { range, why, hint }: { range: Range; why: string; hint?: string | undefined },
): Problem {
  return { message: `cannot evaluate the expression as ${why}`, at: placeWithin(at, text, range), hint }
}

/** What CEL threw, at the part that it blames; `scope` helps to find the nearest key. */
export function celProblem(written: Written, thrown: unknown, scope: Scope = {}): Problem {
  const range = rangeOf(thrown) ?? { start: 0, end: written.text.length }
  const said =
    thrown instanceof Error ? ('summary' in thrown ? String(thrown.summary) : thrown.message) : String(thrown)
  const part = written.text.slice(range.start, range.end)
  return partProblem(written, { range, ...wording({ said, part, range, text: written.text, scope }) })
}

function rangeOf(thrown: unknown): Range | null {
  const known = thrown instanceof EvaluationError || thrown instanceof ParseError || thrown instanceof CelTypeError
  return known && thrown.range && thrown.range.end > thrown.range.start ? thrown.range : null
}

interface Said {
  readonly said: string
  readonly part: string
  readonly range: Range
  readonly text: string
  readonly scope: Scope
}

function wording(said: Said): { why: string; hint?: string | undefined } {
  return syntaxWording(said) ?? keyWording(said) ?? typeWording(said) ?? { why: lowered(withoutValue(said.said)) }
}

/** Habits of other languages. */
function syntaxWording({ said, text }: Said) {
  if (!/^(Unexpected|Expected)/.test(said)) return null
  const word = /(?:^|\s)(and|or|not|is|default)\s/.exec(`${text} `)?.[1]
  if (word) return { why: `${word} is not a word of CEL`, hint: habits[word] }
  if (/[^=!<>]=[^=]/.test(text)) return { why: '= is no comparison', hint: 'write ==' }
  if (/[^|]\|[^|]/.test(text)) return { why: 'there are no filters with |', hint: 'call a function: f(x) or x.f()' }
  if (/EOF/.test(said)) return { why: 'it ends too early' }
  return { why: lowered(said) }
}

const habits: Readonly<Record<string, string>> = {
  and: 'write &&',
  or: 'write ||',
  not: 'write !',
  is: 'write ==, or has(x.y) for whether a key is there',
  default: 'write default(x, y), or x.?key.orValue(y) where the key may be missing',
}

function keyWording({ said, range, text, scope }: Said) {
  const key = /^No such key: (\w+)$/.exec(said)?.[1]
  if (key === undefined) return null
  const keys = keysBefore(text.slice(0, range.start), scope)
  const near = nearest(key, keys ?? [])
  const hint = near ? `did you mean ${near}?` : keys?.length === 0 ? 'it has no keys' : undefined
  return { why: `there is no key "${key}"`, hint }
}

/** The keys of `a.b.` where the text before a key is such a path and the scope has it. */
function keysBefore(before: string, scope: Scope): readonly string[] | null {
  const path = /((?:[A-Za-z_]\w*\.)+)\??$/.exec(before)?.[1]?.slice(0, -1).split('.')
  let value: unknown = scope
  for (const step of path ?? ['']) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null
    value = new Map<string, unknown>(Object.entries(value)).get(step)
  }
  return typeof value === 'object' && value !== null ? Object.keys(value) : null
}

function typeWording({ said, part }: Said) {
  const call = /^found no matching overload for '(?:.*\.)?(\w+)\((.*)\)'$/.exec(said)
  if (call?.[1] !== undefined) return callWording(call[1].replace(safeMatches, 'matches'), call[2] ?? '')
  const operation = /^no such overload: (.*)$/.exec(said)?.[1]
  if (operation !== undefined) return { why: `its types do not fit: ${bare(operation)}` }
  const condition = /(?:must be|must return|requires) bool(?: operands)?, got '(.*)'/.exec(said)?.[1]
  if (condition !== undefined) return { why: `"${part}" must be true or false: it is ${kindText(bare(condition))}` }
  return null
}

function callWording(name: string, types: string) {
  const known = functionNames()
  if (known.includes(name)) return { why: `${name} does not take (${bare(types)}) here` }
  const near = nearest(name, known)
  return { why: `there is no function "${name}"`, hint: near ? `did you mean ${near}?` : undefined }
}

const bare = (types: string): string => types.replaceAll(/dyn<([^<>]*)>/g, '$1').replaceAll(/\bgoogle\.protobuf\./g, '')

/** `a list`, `an int`. */
export const kindText = (type: string): string => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Some of CEL's messages end with the value that did not fit. */
const withoutValue = (said: string): string =>
  said.replace(/(invalid string value|invalid duration string|invalid regular expression).*$/i, '$1')
