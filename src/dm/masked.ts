// Passwords stand in topologies, and code frames show lines of them: what is shown has them covered.

import type { Problem } from '../core/error.js'
import { type Place, placeAt, type Source } from '../core/place.js'
import { Secret } from '../core/secret.js'

const secret = /((?:password|bearer_token|credentials|secret_key)["']?:[ \t]*)([^\n]+)/g

const cover = '******'

/** The problems with every secret of their frames covered to the end of its line, so that no comma or quote cuts it short. */
export function masked(problems: readonly Problem[], source: Source): Problem[] {
  const text = source.text.replace(secret, (_, key: string, value: string) => key + '*'.repeat(value.length))
  const covered: Source = { file: source.file, text }
  return problems.map((problem) => (problem.at ? { ...problem, at: { ...problem.at, source: covered } } : problem))
}

/** The text to be shown: secrets are ******, each to the end of its line. */
export const covered = (text: string): string => text.replace(secret, (_, key: string) => `${key}${cover}`)

/** Where a covered secret stands in a text in place of a real one. */
export function covers(source: Source): Place[] {
  return [...source.text.matchAll(secret)].flatMap(({ index, 1: key = '', 2: value = '' }) =>
    value.startsWith(cover) ? placeAt(source, { offset: index + key.length, length: cover.length }) : [],
  )
}

/** The secrets of a text, without quotes and comments: what no message may repeat. */
export const secretsIn = (text: string): Secret[] =>
  [...text.matchAll(secret)].map(([, , value = '']) => new Secret(bare(value)))

const bare = (value: string): string =>
  /^(["'])(.*?)\1/.exec(value)?.[2] ?? value.replace(/\s+#.*$|[,}\]].*$/, '').trim()
