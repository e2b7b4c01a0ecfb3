// Data against a JSON schema, as problems in words: path in the data, what is wrong, the nearest right word.
// ajv compiles each schema once and keeps it; one mistake gives one finding.

import { Ajv, type ErrorObject } from 'ajv'
import { listed, nearest } from '../core/text.js'

const ajv = new Ajv({
  allErrors: true,
  strict: false,
  verbose: true,
  useDefaults: true,
  validateFormats: false,
  // a test validates our schemas; compiling the schema of schemas would cost every run more than all of them
  meta: false,
  validateSchema: false,
})

/** `path` leads to the value; `key` where the key below it is meant, not the value. */
export interface Finding {
  readonly path: readonly string[]
  readonly key: string | null
  readonly why: string
  readonly hint?: string | undefined
  readonly keyword: string
  readonly found: unknown
}

/** What is wrong with the data; fills in defaults in place. */
export function schemaFindings(schema: object, data: unknown): Finding[] {
  const validate = ajv.compile(schema)
  if (validate(data)) return []
  const errors = validate.errors ?? []
  const findings = causes(errors).map(finding)
  const misspelt = findings.filter(({ key }) => key !== null)
  return findings.filter((found) => !misspelt.some((other) => explains(other, found)))
}

/** `unti` is not a parameter, unit is missing: one mistake. */
function explains({ path, hint }: Finding, missing: Finding): boolean {
  const same = missing.keyword === 'required' && path.join('/') === missing.path.join('/')
  return same && hint === `did you mean ${missing.why.replace(/ is missing$/, '')}?`
}

/** Branches of a union each complain: what lies deeper says it best, else the union itself says it once. */
function causes(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  const branches = (union: ErrorObject) => errors.filter((error) => error.schemaPath.startsWith(`${union.schemaPath}/`))
  const deeper = (union: ErrorObject) => branches(union).some((error) => error.instancePath !== union.instancePath)
  const silent = new Set<ErrorObject>()
  for (const union of unions) {
    for (const error of branches(union)) if (error.instancePath === union.instancePath) silent.add(error)
    if (deeper(union)) silent.add(union)
  }
  return errors.filter((error) => !silent.has(error) && error.keyword !== 'if')
}

function finding(error: ErrorObject): Finding {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const params: Readonly<Record<string, unknown>> = error.params
  const base = { path, key: null, keyword: error.keyword, found: error.data }
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties') {
    return { ...base, ...unknownKey(error, String(params.additionalProperty ?? params.unevaluatedProperty)) }
  }
  if (error.keyword === 'required') return { ...base, why: `${String(params.missingProperty)} is missing` }
  return { ...base, why: `${pathText(path)} ${rule(error, params)}`, hint: ruleHint(error) }
}

/** `files[1]`, `mode`: the last name with what follows it. */
function pathText(path: readonly string[]): string {
  const name = path.findLastIndex((step) => !/^\d+$/.test(step))
  const indexes = path.slice(name + 1).map((step) => `[${step}]`)
  return `${path[name] ?? 'it'}${indexes.join('')}`
}

/** The description says what a pattern means; of the words of an enum, the nearest. */
function ruleHint({ keyword, schema, parentSchema, data }: ErrorObject): string | undefined {
  const description: unknown = parentSchema?.description
  if (keyword === 'pattern') return typeof description === 'string' ? description : `its pattern is ${String(schema)}`
  const near = keyword === 'enum' && Array.isArray(schema) ? nearest(String(data), schema.map(String)) : null
  return near ? `did you mean ${near}?` : undefined
}

function unknownKey({ parentSchema }: ErrorObject, key: string) {
  const properties: unknown = parentSchema?.properties
  const known = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  const near = nearest(key, known)
  return { key, why: `"${key}" is not a parameter`, hint: near ? `did you mean ${near}?` : `known: ${listed(known)}` }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
}

function rule({ keyword, message, schema }: ErrorObject, params: Readonly<Record<string, unknown>>): string {
  if (keyword === 'type') return `must be ${typeNames(params.type)}`
  if (keyword === 'enum' && Array.isArray(schema)) return `must be ${listed(schema.map(String), 'or')}`
  if (keyword === 'const') return `must be ${String(schema)}`
  if ((keyword === 'anyOf' || keyword === 'oneOf') && Array.isArray(schema))
    return `must be ${listed(schema.map(branchName), 'or')}`
  if (keyword === 'minimum') return `must be ${String(params.limit)} or more`
  if (keyword === 'maximum') return `must be ${String(params.limit)} or less`
  if (keyword === 'minLength' || keyword === 'minItems') return 'must not be empty'
  if (keyword === 'pattern') return 'does not have the right form'
  return message ?? 'does not fit'
}

const typeNames = (types: unknown): string =>
  listed(
    (Array.isArray(types) ? types : [types]).map((type) => kinds[String(type)] ?? String(type)),
    'or',
  )

function branchName(branch: unknown): string {
  const schema = new Map<string, unknown>(Object.entries(typeof branch === 'object' && branch !== null ? branch : {}))
  if (schema.has('const')) return String(schema.get('const'))
  if (Array.isArray(schema.get('enum'))) return listed([...new Set([schema.get('enum')].flat().map(String))], 'or')
  return typeNames(schema.get('type') ?? 'what its schema says')
}
