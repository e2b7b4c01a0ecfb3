// The functions of expressions beyond CEL's own. Each is pure; what it refuses it says in words, never with the value.
// `matches` runs on RE2: no pattern takes longer than the text is long.

import { Duration as CelDuration } from '@marcbachmann/cel-js/evaluator'
import { RE2JS } from 're2js'
import { lt, valid } from 'semver'
import { parseDuration } from '../core/duration.js'
import { Secret } from '../core/secret.js'
import { parseSize } from '../core/size.js'
import { scalarText } from './value.js'
import { whom } from './whom.js'

/** CEL's own `matches` is JavaScript's; calls of it are renamed to this. */
export const safeMatches = 're2_matches'

type Call = (...values: readonly never[]) => unknown
// biome-ignore lint/suspicious/noExplicitAny: CEL picks the operator by its signature, which the type cannot say
type Operator = (left: any, right: any) => unknown

/** Signature of CEL → what it does. Whole numbers are BigInt here. */
export const celFunctions: Readonly<Record<string, Call>> = {
  [`string.${safeMatches}(string): bool`]: matches,
  'semver_lt(string, string): bool': (a: string, b: string) => lt(version(a), version(b)),
  'duration(int): google.protobuf.Duration': (seconds: bigint) => new CelDuration(seconds),
  'duration(google.protobuf.Duration): google.protobuf.Duration': (same: CelDuration) => same,
  'string(google.protobuf.Duration): string': (duration: CelDuration) => scalarText(duration),
  'string(Secret): Secret': (secret: Secret) => secret,
  'seconds(string): int': seconds,
  'size_bytes(string): int': sizeBytes,
  'lines(string): list<string>': lines,
  'string.lines(): list<string>': lines,
  'trim(string): string': (text: string) => text.trim(),
  'split(string, string): list<string>': (text: string, separator: string) => text.split(separator),
  'string.replace(string, string): string': (text: string, from: string, to: string) => text.replaceAll(from, () => to),
  'join(list, string): dyn': join,
  'min(list): dyn': (list: readonly unknown[]) => ordered(list)[0] ?? refuse('min of an empty list'),
  'max(list): dyn': (list: readonly unknown[]) => ordered(list).at(-1) ?? refuse('max of an empty list'),
  'sort(list): list': ordered,
  'distinct(list): list': (list: readonly unknown[]) => [...new Set(list)],
  'keys(map): list<string>': (map: object) => Object.keys(map),
  'values(map): list': (map: object) => Object.values(map),
  'default(dyn, dyn): dyn': (value: unknown, fallback: unknown) => value ?? fallback,
  'whom(list, dyn): string': whom,
  'basename(string): string': (path: string) => path.replace(/\/+$/, '').split('/').at(-1) ?? '',
  'dirname(string): string': (path: string) => path.replace(/\/+$/, '').replace(/\/[^/]*$/, '') || '/',
}

/** Operators between whole numbers and fractions, and between text and secrets. */
export const celOperators: Readonly<Record<string, Operator>> = {
  ...mixed('+', (a, b) => a + b),
  ...mixed('-', (a, b) => a - b),
  ...mixed('*', (a, b) => a * b),
  ...mixed('/', (a, b) => (b === 0 ? refuse('division by zero') : a / b)),
  'string + Secret: Secret': (text: string, secret: Secret) => new Secret(text + secret.reveal()),
  'Secret + string: Secret': (secret: Secret, text: string) => new Secret(secret.reveal() + text),
  'Secret + Secret: Secret': (a: Secret, b: Secret) => new Secret(a.reveal() + b.reveal()),
}

function mixed(operator: string, compute: (a: number, b: number) => number): Record<string, Operator> {
  const handler = (a: number | bigint, b: number | bigint) => compute(Number(a), Number(b))
  return { [`int ${operator} double: double`]: handler, [`double ${operator} int: double`]: handler }
}

function matches(text: string, pattern: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find()
}

/** Why a pattern cannot be used, or null. */
export function patternTrouble(pattern: string): string | null {
  try {
    RE2JS.compile(pattern)
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

function version(text: string): string {
  return valid(text) ?? refuse('the text is no version such as v8.5.0')
}

function seconds(text: string): bigint {
  const duration = parseDuration(text) ?? refuse('the text is no duration such as 300s')
  return BigInt(Math.round(duration.seconds))
}

function sizeBytes(text: string): bigint {
  return BigInt(parseSize(text) ?? refuse('the text is no size such as 10GiB'))
}

/** An empty text has no lines; a last newline begins none. */
function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
}

function join(list: readonly unknown[], separator: string): string | Secret {
  const secret = list.some((entry) => entry instanceof Secret)
  const text = list.map(joined).join(separator)
  return secret ? new Secret(text) : text
}

function joined(entry: unknown): string {
  if (entry instanceof Secret) return entry.reveal()
  return scalarText(entry) ?? refuse('join takes texts and numbers, not lists, maps or null')
}

function ordered(list: readonly unknown[]): unknown[] {
  const kinds = new Set(list.map((entry) => (typeof entry === 'bigint' ? 'number' : typeof entry)))
  const comparable = kinds.size <= 1 && [...kinds].every((kind) => kind === 'number' || kind === 'string')
  if (!comparable) refuse('only numbers, or only texts, can be put in order')
  return [...list].sort((a, b) => Number(before(b, a)) - Number(before(a, b)))
}

function before(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a < b
  return Number(a) < Number(b)
}

function refuse(why: string): never {
  throw new RangeError(why)
}
