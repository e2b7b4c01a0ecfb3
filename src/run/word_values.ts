// The values of words around a module that may be expressions: counts and times.

import { Duration, parseDuration } from '../core/duration.js'
import type { Scope, Value } from '../language/playbook.js'
import { evaluate } from '../language/values.js'

export function numberOf(value: Value | null, scope: Scope, fallback: number): number {
  const found = value ? Number(evaluate(value, scope)) : fallback
  return Number.isFinite(found) ? found : fallback
}

/** Milliseconds; a bare number counts seconds. */
export function durationOf(value: Value | null, scope: Scope, fallbackMs: number): number {
  if (!value) return fallbackMs
  const found = evaluate(value, scope)
  if (found instanceof Duration) return found.ms
  return parseDuration(String(found))?.ms ?? fallbackMs
}
