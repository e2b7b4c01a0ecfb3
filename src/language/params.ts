// Parameters of a module against its schema, at their places: constants when the playbook is loaded, all of them again
// once they are evaluated. An unknown parameter is found at load whatever its value.

import { Duration } from '../core/duration.js'
import { inputError, type Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { Secret } from '../core/secret.js'
import type { CatalogEntry, Value } from './playbook.js'
import { type Finding, schemaFindings } from './schema_check.js'
import { jsonOf } from './value.js'
import { parameterHint } from './words.js'

/** Stands for a value that is known only when it is evaluated; nothing is said about it at load. */
const later = '\u0000later'

/** What is wrong with the constants of a module's parameters, and with the names of all. */
export function constantProblems(entry: CatalogEntry, value: Value): Problem[] {
  const findings = schemaFindings(entry.params, constants(value))
  return findings.filter((finding) => !aboutLater(finding, value)).map((finding) => problem(finding, { entry, value }))
}

function constants(value: Value): unknown {
  if (value.kind === 'literal') return value.value
  if (value.kind === 'list') return value.items.map(constants)
  if (value.kind === 'map') return Object.fromEntries([...value.entries].map(([key, entry]) => [key, constants(entry)]))
  return later
}

/** A finding at an expression, or at something that holds one, unless it is about a key. */
function aboutLater({ path, key, keyword }: Finding, value: Value): boolean {
  if (key !== null || keyword === 'required') return false
  const found = valueAt(value, path)
  return found === null || holdsLater(found)
}

function holdsLater(value: Value): boolean {
  if (value.kind === 'list') return value.items.some(holdsLater)
  if (value.kind === 'map') return [...value.entries.values()].some(holdsLater)
  return value.kind !== 'literal'
}

/** What is wrong with evaluated parameters; the places are those of the values they came from. */
export function validateParams(entry: CatalogEntry, evaluated: unknown, value: Value): Problem[] {
  return completed(entry, { evaluated, value }).problems
}

/** The evaluated parameters with defaults, as the module takes them. Throws all that is wrong, at its places. */
export function completeParams(entry: CatalogEntry, evaluated: unknown, value: Value): object {
  const { params, problems } = completed(entry, { evaluated, value })
  if (problems.length > 0) throw inputError('E-PARAMETER', problems)
  return params
}

function completed(entry: CatalogEntry, { evaluated, value }: { evaluated: unknown; value: Value }) {
  const params = moduleParams(entry, evaluated)
  const problems = schemaFindings(entry.params, params).map((finding) => problem(finding, { entry, value, evaluated }))
  return { params, problems }
}

/** Plain data; a Duration is a number of seconds where the schema wants a number, else a text; null is left out. */
function moduleParams(entry: CatalogEntry, evaluated: unknown): object {
  const given = typeof evaluated === 'object' && evaluated !== null ? Object.entries(evaluated) : []
  const present = given.filter(([key, param]) => param !== null || allowsNull(entry, key))
  return Object.fromEntries(present.map(([key, param]) => [key, moduleParam(param, propertySchema(entry, key))]))
}

function moduleParam(param: unknown, schema: string): unknown {
  if (param instanceof Duration && /"type":"(number|integer)"/.test(schema) && !schema.includes('"type":"string"'))
    return param.seconds
  return jsonOf(param)
}

const allowsNull = (entry: CatalogEntry, key: string): boolean =>
  /"type":("null"|\[[^\]]*"null")/.test(propertySchema(entry, key))

function propertySchema({ params }: CatalogEntry, key: string): string {
  const properties: unknown = 'properties' in params ? params.properties : {}
  const schema = new Map<string, unknown>(
    Object.entries(typeof properties === 'object' && properties !== null ? properties : {}),
  ).get(key)
  return JSON.stringify(schema ?? {})
}

interface About {
  readonly entry: CatalogEntry
  readonly value: Value
  readonly evaluated?: unknown
}

function problem({ path, key, why, hint, keyword, found }: Finding, { entry, value, evaluated }: About): Problem {
  const place = placeOf(value, { path, key })
  const written = writtenText(place.value)
  const quoting =
    keyword === 'type' && typeof found === 'number' && written ? `write: ${path.at(-1)}: "${written}"` : undefined
  const foreign = key === null ? undefined : parameterHint(key)
  const shown = keyword === 'required' || key !== null ? '' : `: ${shownValue(written, { found, evaluated, path })}`
  return { message: `cannot use ${entry.name} as ${why}${shown}`, at: place.at, hint: quoting ?? foreign ?? hint }
}

function shownValue(
  written: string | null,
  { found, evaluated, path }: { found: unknown; evaluated: unknown; path: readonly string[] },
): string {
  // What was evaluated, not what the schema saw: in it a Secret, however deep, shows as ******.
  const shown = evaluatedAt(evaluated, path) ?? found
  return shown instanceof Secret ? String(shown) : (written ?? JSON.stringify(shown)?.slice(0, 80) ?? 'nothing')
}

function evaluatedAt(evaluated: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null ? Object.entries(at).find(([key]) => key === step)?.[1] : undefined,
    evaluated,
  )
}

/** A number as it stands in the file: `0644` where YAML made 644 of it. */
function writtenText(value: Value | null): string | null {
  if (value?.kind !== 'literal' || typeof value.value !== 'number') return null
  const line = value.at.source.text.split('\n')[value.at.line - 1] ?? ''
  return line.slice(value.at.column - 1, value.at.column - 1 + value.at.length)
}

function valueAt(value: Value, path: readonly string[]): Value | null {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (value.kind === 'map') return stepInto(value.entries.get(step), rest)
  return value.kind === 'list' ? stepInto(value.items[Number(step)], rest) : null
}

const stepInto = (value: Value | undefined, rest: readonly string[]): Value | null =>
  value ? valueAt(value, rest) : null

/** The place of a value, of its key, or of the nearest thing around it that the file has. */
function placeOf(
  value: Value,
  { path, key }: { path: readonly string[]; key: string | null },
): { at: Place; value: Value | null } {
  const found = valueAt(value, path)
  if (!found) return placeOf(value, { path: path.slice(0, -1), key: null })
  const keyAt = key !== null && found.kind === 'map' ? found.keys.get(key) : undefined
  return { at: keyAt ?? found.at, value: found }
}
