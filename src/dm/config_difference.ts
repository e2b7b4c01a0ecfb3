// In what two configurations of a source or a task differ, as people may read it: passwords are never shown, and are not
// compared either, as DM encrypts them anew each time. A key that one of them lacks counts as its empty value, since
// releases of DM write more or fewer defaults down.

import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'

/** `from.port: 3306, wanted 3307`, one line for each key; empty where they mean the same. */
export function configDifferences(found: string, wanted: string): string[] {
  const [is, should] = [leaves(parse(found)), leaves(parse(wanted))]
  const keys = [...new Set([...is.keys(), ...should.keys()])].sort()
  return keys
    .filter((key) => !secret.test(key) && !isDeepStrictEqual(filled(is.get(key)), filled(should.get(key))))
    .map((key) => `${key}: ${word(is.get(key))}, wanted ${word(should.get(key))}`)
}

const secret = /(^|[._-])(password|ssl-(key|cert|ca)-bytes|secret)/i

/** An absent key, `""`, `0`, `false`, `null`, `[]` and `{}` are one. */
const filled = (value: unknown): unknown =>
  value === '' || value === 0 || value === false ? undefined : (value ?? undefined)

const word = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

/** Every value that is no map and no list, by its path; empty maps and lists have none. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map(path === '' ? [] : [[path, value]])
  const below = Object.entries(value).flatMap(([key, inner]) => [
    ...leaves(inner, path === '' ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  ])
  return new Map(below)
}
