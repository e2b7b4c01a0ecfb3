// YAML as a neutral tree: every key and value with its place, in the order of the file.
// The parser of the package does not leak beyond yaml_source.ts.

import { type Place, placeAt } from '../core/place.js'
import type { Json } from './inventory.js'

/** `text` is what stands in the file: `0644` and `8.10` where `value` is a number; the content where it is quoted. */
export interface YamlScalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly text: string
  /** without quotes and not a block */
  readonly plain: boolean
  /** a comment follows on its line: YAML may have cut the value there */
  readonly commented: boolean
  /** one that the reader was told to keep: `!vault` */
  readonly tag?: string
  readonly at: Place
}

export interface YamlList {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
  readonly at: Place
}

export interface YamlEntry {
  readonly key: string
  readonly keyAt: Place
  readonly value: YamlNode
}

export interface YamlMap {
  readonly kind: 'map'
  readonly entries: readonly YamlEntry[]
  readonly at: Place
}

export type YamlNode = YamlScalar | YamlList | YamlMap

/** The tree as plain data, without places. */
export function plain(node: YamlNode): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
}

/** The entry of a map, or undefined; undefined too where the node is no map. */
export function entryOf(node: YamlNode, key: string): YamlEntry | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined
}

/** What a node is, for a message: `a list`, `the number 8.10`, `"text"`. */
export function nodeText(node: YamlNode): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (node.value === null) return 'nothing'
  if (typeof node.value === 'string') return JSON.stringify(shortened(node.value))
  return node.text
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

/**
 * The place of a part of a scalar's text: `range` counts characters of `text`, which begins at `at`.
 * Walks text and file side by side, as YAML folds blanks and indents; gives `at` where they part (escapes).
 */
export function placeWithin(at: Place, text: string, range: { readonly start: number; readonly end: number }): Place {
  const start = offsetOf(at)
  const from = walk(at.source.text, { file: start, text, until: range.start })
  const to = from === null ? null : walk(at.source.text, { file: start, text, until: range.end })
  if (from === null || to === null) return at
  const length = Math.min(to - from, range.end - range.start)
  return placeAt(at.source, { offset: from, length })
}

/** The offset in its source at which a place begins. */
export function offsetOf({ source, line, column }: Place): number {
  let offset = 0
  for (let row = 1; row < line; row++) offset = source.text.indexOf('\n', offset) + 1
  return offset + column - 1
}

function walk(source: string, { file, text, until }: { file: number; text: string; until: number }): number | null {
  let at = file
  for (let index = 0; index < until; index++) {
    if (blank(text[index])) {
      if (!blank(source[at])) return null
      if (!blank(text[index + 1])) while (blank(source[at])) at++
      else at++
    } else if (source[at++] !== text[index]) return null
  }
  return at
}

const blank = (character: string | undefined): boolean => character === ' ' || character === '\n' || character === '\t'
