// The helpers of template files. Whatever is no scalar must pass through one of them: nothing is printed by accident.

import { stringify as toml } from 'smol-toml'
import { stringify as yaml } from 'yaml'
import { quote } from '../core/sh.js'

type Helper = (...values: readonly unknown[]) => unknown

/** Handlebars hands its options over as the last argument. */
const withoutOptions =
  (helper: Helper): Helper =>
  (...values) =>
    helper(...values.slice(0, -1))

export const templateHelpers: Readonly<Record<string, Helper>> = {
  json: withoutOptions((value) => JSON.stringify(value, null, 2)),
  toml: withoutOptions(tomlText),
  yaml: withoutOptions((value) => yaml(value, { lineWidth: 0 }).trimEnd()),
  shq: withoutOptions((value) => quote(scalar(value, 'shq'))),
  join: withoutOptions(joined),
  default: withoutOptions((value, fallback) =>
    value === null || value === undefined || value === '' ? fallback : value,
  ),
  eq: withoutOptions((a, b) => a === b),
  indent: withoutOptions(indented),
}

/** Tables without indentation, as TiUP writes them. */
function tomlText(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('toml takes a map')
  return toml(value).trimEnd()
}

function joined(list: unknown, separator: unknown): string {
  if (!Array.isArray(list)) throw new TypeError('join takes a list')
  return list.map((entry) => scalar(entry, 'join')).join(typeof separator === 'string' ? separator : ', ')
}

/** Every line but empty ones, by so many blanks. */
function indented(blanks: unknown, text: unknown): string {
  return scalar(text, 'indent').replaceAll(/^(?=.)/gm, ' '.repeat(Number(blanks)))
}

function scalar(value: unknown, helper: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError(`${helper} takes texts and numbers`)
}
