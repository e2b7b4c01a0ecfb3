// YAML with a remark behind each value: where it came from. Written by hand, as the remarks are the point of it.

import { stringify } from 'yaml'
import type { Json } from '../../language/inventory.js'

/** `value` null makes a line that is a remark alone. */
export interface Row {
  readonly key: string
  readonly value: Json | Rows
  readonly note?: string | undefined
}

/** The rows of a mapping; or a list of mappings. */
export class Rows {
  constructor(
    readonly rows: readonly Row[],
    readonly items: readonly Rows[] | null = null,
  ) {}

  static list(items: readonly Rows[]): Rows {
    return new Rows([], items)
  }
}

export function commentedYaml(rows: Rows, indent = ''): string {
  if (rows.items) return rows.items.map((item) => listItem(item, indent)).join('')
  return rows.rows.map((row) => rowText(row, indent)).join('')
}

function listItem(item: Rows, indent: string): string {
  const text = commentedYaml(item, `${indent}  `)
  return `${indent}- ${text.slice(indent.length + 2)}`
}

function rowText({ key, value, note }: Row, indent: string): string {
  const remark = note === undefined ? '' : ` # ${note.replaceAll(/\s+/g, ' ')}`
  if (value instanceof Rows) return `${indent}${key}:${remark}\n${commentedYaml(value, `${indent}  `)}`
  return `${indent}${key}: ${scalar(value)}${remark}\n`
}

/** On one line, whatever it is: JSON where plain YAML would need several. */
const scalar = (value: Json): string => {
  const text = stringify(value, { lineWidth: 0, collectionStyle: 'flow', blockQuote: false }).trim()
  return text.includes('\n') || text === '' ? JSON.stringify(value) : text
}
