// What a value of an input must be, and what becomes of it: `300` a Duration, `8.1.0` a version with its v.
// The same rules for values from YAML, from the command line and from `with`.

import { valid } from 'semver'
import { Duration, parseDuration } from '../core/duration.js'
import { Secret } from '../core/secret.js'
import { listed, nearest } from '../core/text.js'
import type { InputSpec, InputType } from './playbook.js'

export const inputTypes: readonly InputType[] = [
  'string',
  'int',
  'bool',
  'enum',
  'list',
  'path',
  'package',
  'duration',
  'version',
  'secret',
  'topology',
  'nodes',
]

export type Checked =
  | { readonly kind: 'right'; readonly value: unknown }
  | { readonly kind: 'wrong'; readonly why: string; readonly hint?: string | undefined }

const right = (value: unknown): Checked => ({ kind: 'right', value })
const wrong = (why: string, hint?: string): Checked => ({ kind: 'wrong', why, hint })

/**
 * Checks a value against what its input declares and gives the typed one.
 * `written` is the text in the file where YAML made a number of it (`8.10`). `why` begins with `must`.
 */
export function checkInput(spec: Pick<InputSpec, 'type' | 'values'>, value: unknown, written?: string): Checked {
  return checks[spec.type](value, { values: spec.values, written })
}

interface About {
  readonly values: readonly string[]
  readonly written: string | undefined
}

const checks: Readonly<Record<InputType, (value: unknown, about: About) => Checked>> = {
  string: (value, { written }) => checkText(value, { written, what: 'a text' }),
  path: (value, { written }) => checkText(value, { written, what: 'a path' }),
  topology: (value, { written }) => checkText(value, { written, what: 'a path' }),
  package: checkPackage,
  int: (value) => (Number.isSafeInteger(value) ? right(value) : wrong('must be a whole number')),
  bool: (value) => (typeof value === 'boolean' ? right(value) : wrong('must be true or false')),
  list: checkList,
  nodes: checkList,
  enum: checkChoice,
  duration: checkDuration,
  version: checkVersion,
  secret: checkSecret,
}

function checkText(value: unknown, { written, what }: { written: string | undefined; what: string }): Checked {
  if (typeof value === 'string') return right(value)
  const hint = typeof value === 'number' ? `write "${written ?? value}"` : undefined
  return wrong(`must be ${what}`, hint)
}

/** A path, or what the runner made of it. */
function checkPackage(value: unknown): Checked {
  if (typeof value === 'string') return right({ path: value })
  return typeof value === 'object' && value !== null && 'path' in value ? right(value) : wrong('must be a path')
}

/** Of anything, or of the values that are declared. */
function checkList(value: unknown, { values }: About): Checked {
  if (!Array.isArray(value)) return wrong('must be a list', 'write: [a, b]')
  const strange = values.length === 0 ? undefined : value.find((item) => !values.includes(item))
  if (strange === undefined) return right(value)
  const near = nearest(String(strange), values)
  return wrong(`must be a list of ${listed(values, 'and')}`, near ? `did you mean ${near}?` : undefined)
}

function checkChoice(value: unknown, { values }: About): Checked {
  if (typeof value === 'string' && values.includes(value)) return right(value)
  const near = nearest(String(value), values)
  return wrong(`must be ${listed(values, 'or')}`, near ? `did you mean ${near}?` : undefined)
}

function checkDuration(value: unknown): Checked {
  if (value instanceof Duration) return right(value)
  const parsed = typeof value === 'string' || typeof value === 'number' ? parseDuration(value) : null
  return parsed ? right(parsed) : wrong('must be a duration such as 300s, 5m or 300 (seconds)')
}

/** TiUP's rule (pkg/utils/semver.go): nightly and latest pass in any case, a missing v is added, the rest is SemVer. */
function checkVersion(value: unknown, { written }: About): Checked {
  if (typeof value === 'number') return wrong('must be a version in quotes', `write "v${written ?? value}"`)
  if (typeof value !== 'string') return wrong('must be a version such as v8.5.0')
  if (/^(nightly|latest)$/i.test(value)) return right(value)
  const version = value.startsWith('v') ? value : `v${value}`
  return valid(version) ? right(version) : wrong('must be a version such as v8.5.0, or nightly')
}

function checkSecret(value: unknown): Checked {
  if (value instanceof Secret) return right(value)
  return typeof value === 'string' ? right(new Secret(value)) : wrong('must be a text')
}
