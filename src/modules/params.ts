// The vocabulary in which a module says its parameters: one source for the type, the JSON schema and the documentation.
// Nothing is coerced: a mode is quoted text, a port a whole number. A parameter with a default may be left out by the
// user and is always there for the module: whoever validates fills defaults in first.

import { type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { parseDuration } from '../core/duration.js'
import { ModuleError } from './module.js'

interface Options<T> {
  readonly default?: T
}

// A path without `.` and `..`, so that what is compared is what is meant, and without control characters.
const pathPattern =
  '^(/([^/.\\x00-\\x1f][^/\\x00-\\x1f]*|\\.[^/.\\x00-\\x1f][^/\\x00-\\x1f]*|\\.\\.[^/\\x00-\\x1f]+)?)+$'
// Blanks between the parts, as a Duration shows itself: `3m 05s`.
const durationPattern = '^(\\d+(\\.\\d+)?(ms|s|m|h|d) ?)+$|^\\d+(\\.\\d+)?$'
const namePattern = '^[A-Za-z_][A-Za-z0-9_]*$'

/** All parameters of a module; unknown keys are refused, keys with a default are not required. */
export function object<P extends TProperties>(properties: P): TObject<P> {
  const schema = Type.Object(properties, { additionalProperties: false })
  const required = Object.entries(properties)
    .filter(([, property]) => !('~optional' in property) && !('default' in property))
    .map(([key]) => key)
  return Object.assign(schema, { required })
}

export const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

export const string = (description: string, options: Options<string> = {}) => Type.String({ description, ...options })

export const absolutePath = (description: string, options: Options<string> = {}) =>
  Type.String({ description, pattern: pathPattern, ...options })

/** `"0755"`: quoted, as YAML reads a bare 0755 as a decimal number. */
export const octalMode = (description: string, options: Options<string> = {}) =>
  Type.String({ description, pattern: '^[0-7]{3,4}$', ...options })

/** The name of a unit, without `.service`. */
export const unitName = (description: string) => Type.String({ description, pattern: '^\\w[\\w@:.-]*$' })

/** The name of a user or group. */
export const accountName = (description: string) =>
  Type.String({ description, pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,31}$' })

export const integer = (description: string, options: Options<number> = {}) =>
  Type.Integer({ description, minimum: 0, ...options })

export const port = (description: string) => Type.Integer({ description, minimum: 1, maximum: 65535 })

export const boolean = (description: string, options: Options<boolean> = {}) =>
  Type.Boolean({ description, ...options })

/** One of these words. */
export const choice = <const V extends readonly [string, ...string[]]>(
  values: V,
  description: string,
  options: Options<V[number]> = {},
) => Type.Unsafe<V[number]>({ type: 'string', enum: [...values], description, ...options })

export const list = <T extends TSchema>(items: T, description: string) => Type.Array(items, { description })

/** Names with texts, as environment variables. */
export const variables = (description: string) =>
  Type.Unsafe<Readonly<Record<string, string>>>({
    type: 'object',
    description,
    propertyNames: { pattern: namePattern },
    additionalProperties: { type: 'string' },
  })

export const map = (description: string) =>
  Type.Unsafe<Readonly<Record<string, string>>>({
    type: 'object',
    description,
    additionalProperties: { type: 'string' },
  })

export const either = <T extends TSchema[]>(options: readonly [...T], description: string) =>
  Type.Union([...options], { description })

/** Seconds as a number, or text as `90s`, `5m`; a Duration of an expression arrives as its text. */
export const duration = (description: string, options: Options<string> = {}) =>
  Type.Unsafe<string | number>({
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: durationPattern },
    ],
    description,
    ...options,
  })

/** Milliseconds of a duration parameter; `fallbackMs` where it was left out. */
export function durationMs(value: string | number | undefined, fallbackMs: number): number {
  if (value === undefined) return fallbackMs
  const found = parseDuration(String(value).replaceAll(' ', ''))
  if (!found) throw new ModuleError(`cannot read a duration as it is none: ${value}`)
  return found.ms
}
