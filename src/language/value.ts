// The only converter between plain values and what CEL computes with: whole numbers are CEL ints (BigInt there,
// numbers here), Durations are CEL durations, a Secret stays wrapped on both sides.

import { Optional } from '@marcbachmann/cel-js'
import { Duration as CelDuration, UnsignedInt } from '@marcbachmann/cel-js/evaluator'
import { Duration } from '../core/duration.js'
import { Secret } from '../core/secret.js'
import type { Json } from './inventory.js'
import { Unknown, UnknownValueError } from './unknown.js'

/** Plain data, Duration and Secret as CEL takes them. Inventories are large: a map converts only what is read of it. */
export function toCel(value: unknown): unknown {
  if (value instanceof Unknown) throw new UnknownValueError(value.why)
  if (value === undefined) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value
  if (value instanceof Duration) return CelDuration.fromMilliseconds(value.ms)
  if (Array.isArray(value)) return value.map(toCel)
  return lazyMap(value instanceof Map ? Object.fromEntries(value) : value)
}

function lazyMap(value: object): object {
  const map = {}
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue
    Object.defineProperty(map, key, descriptor(entry))
  }
  return map
}

function descriptor(entry: unknown): PropertyDescriptor {
  if (typeof entry !== 'object' || entry === null) return { enumerable: true, value: toCel(entry) }
  let converted: unknown
  return {
    enumerable: true,
    get: () => {
      converted ??= toCel(entry)
      return converted
    },
  }
}

/** A result of CEL as plain data, Duration and Secret. Throws a TypeError that says what has no plain form. */
export function fromCel(value: unknown): unknown {
  if (typeof value === 'bigint') return wholeNumber(value)
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value
  if (value instanceof CelDuration) return new Duration(value.valueOf())
  if (value instanceof UnsignedInt) return wholeNumber(value.value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(fromCel)
  if (value instanceof Set) return [...value].map(fromCel)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), fromCel(entry)]))
  if (value instanceof Optional) throw new TypeError('it may be missing; end it with .orValue(…)')
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('its result is no plain value')
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fromCel(entry)]))
}

function wholeNumber(value: bigint): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw new TypeError(`its result is too large a number: ${value}`)
}

/** A value as plain JSON, for templates and modules: a Duration is `300s`; a Secret is its bare text. */
export function jsonOf(value: unknown): Json {
  if (value instanceof Unknown) throw new UnknownValueError(value.why)
  if (value instanceof Secret) return value.reveal()
  if (value instanceof Duration) return `${value.seconds}s`
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value !== 'object') throw new TypeError(`cannot hand over a value as it is no plain data: ${typeof value}`)
  const entries = value instanceof Map ? [...value] : Object.entries(value).filter(([, entry]) => entry !== undefined)
  return Object.fromEntries(entries.map(([key, entry]) => [String(key), jsonOf(entry)]))
}

/** A scalar inside a text; null where it cannot stand in one. A Duration is written in seconds: `300s`. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof Duration) return `${value.seconds}s`
  return value instanceof CelDuration ? `${value.valueOf() / 1000}s` : null
}
