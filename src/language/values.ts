// Evaluates the values of a playbook over a scope. A whole `${{ }}` keeps its type; inside a text it must be a scalar;
// results are data and are never parsed again. A text that holds a Secret is a Secret.

import type { Place } from '../core/place.js'
import { Secret } from '../core/secret.js'
import { EvaluationError } from './expression.js'
import type { Expression, Scope, Value } from './playbook.js'
import { scalarText } from './value.js'

/** Evaluates; gives plain data, Duration and Secret. Throws EvaluationError, or UnknownValueError in a plan. */
export function evaluate(value: Value, scope: Scope): unknown {
  if (value.kind === 'literal') return value.value
  if (value.kind === 'expression') return value.expression.evaluate(scope)
  if (value.kind === 'text') return joinedText(value.parts, scope)
  if (value.kind === 'list') return value.items.map((item) => evaluate(item, scope))
  return Object.fromEntries([...value.entries].map(([key, entry]) => [key, evaluate(entry, scope)]))
}

/** Evaluates to a text for people: a Secret shows as ******. Throws where the value is a list, a map or null. */
export function evaluateText(value: Value, scope: Scope): string {
  const result = evaluate(value, scope)
  if (result instanceof Secret) return String(result)
  return scalarText(result) ?? refuse(result, value.at)
}

function joinedText(parts: readonly (string | Expression)[], scope: Scope): string | Secret {
  const values = parts.map((part) => (typeof part === 'string' ? part : partValue(part, scope)))
  const text = values.map((value) => (value instanceof Secret ? value.reveal() : value)).join('')
  return values.some((value) => value instanceof Secret) ? new Secret(text) : text
}

function partValue(part: Expression, scope: Scope): string | Secret {
  const value = part.evaluate(scope)
  return value instanceof Secret ? value : (scalarText(value) ?? refuse(value, part.at))
}

function refuse(value: unknown, at: Place): never {
  const kind = Array.isArray(value) ? 'a list' : value === null ? 'null' : 'a map'
  const hint = value === null ? 'write default(x, "…")' : 'write join(x, ", ") for a list, or name one key'
  throw new EvaluationError({ message: `cannot put the value into a text as it is ${kind}`, at, hint })
}
