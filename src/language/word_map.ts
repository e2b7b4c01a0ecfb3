// Reads the words of one map of a playbook: each with its type, its place, and one problem per mistake.
// What is missing or wrong becomes null and a problem, so that the rest of the file is still read.

import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { listed, nearest } from '../core/text.js'
import { parseCondition } from './expression.js'
import type { Names } from './names.js'
import type { Condition, Value } from './playbook.js'
import type { Problems } from './problems.js'
import { contentPlace, cutProblem, problemsOf, readValue } from './value_reader.js'
import { wordHint } from './words.js'
import { entryOf, nodeText, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from './yaml_node.js'
import { quoted } from './yaml_trap.js'

export class WordMap {
  /** `what` names the map in messages: `the task`. */
  constructor(
    readonly node: YamlMap,
    private readonly context: { readonly what: string; readonly problems: Problems },
  ) {}

  get problems(): Problems {
    return this.context.problems
  }

  entry(word: string): YamlEntry | undefined {
    return entryOf(this.node, word)
  }

  has(word: string): boolean {
    return this.entry(word) !== undefined
  }

  /** Says what is wrong with the map. */
  wrong(at: Place, why: string, hint?: string): null {
    this.problems.add(this.problem(at, why, hint))
    return null
  }

  problem(at: Place, why: string, hint?: string): Problem {
    return { message: `cannot read ${this.context.what} as ${why}`, at, hint }
  }

  /** Refuses every word that is not in the table, at its key. */
  only(allowed: readonly string[]): void {
    for (const { key, keyAt } of this.node.entries) {
      if (!allowed.includes(key)) this.wrong(keyAt, `"${key}" is not a word here`, wordHint(key, allowed))
    }
  }

  /** Refuses words of the table that do not belong to this kind of map. */
  refuse(refused: readonly string[]): void {
    for (const { key, keyAt } of this.node.entries) {
      if (refused.includes(key)) this.wrong(keyAt, `${key} does not belong to this kind of task`, wordHint(key, []))
    }
  }

  text(word: string): string | null {
    const found = this.entry(word)
    if (!found) return null
    const { value } = found
    if (value.kind === 'scalar' && typeof value.value === 'string') return value.value
    return this.wrong(value.at, `${word} must be a text: ${nodeText(value)}`, numberHint(word, value))
  }

  flag(word: string): boolean | null {
    const found = this.entry(word)
    if (!found) return null
    if (found.value.kind === 'scalar' && typeof found.value.value === 'boolean') return found.value.value
    return this.wrong(
      found.value.at,
      `${word} must be true or false: ${nodeText(found.value)}`,
      flagHint(word, found.value),
    )
  }

  choice<T extends string>(word: string, choices: readonly T[]): T | null {
    const node = this.entry(word)?.value
    if (!node) return null
    const text = node.kind === 'scalar' ? node.text : ''
    const found = choices.find((choice) => choice === text)
    if (found !== undefined) return found
    const near = nearest(text, choices)
    return this.wrong(
      node.at,
      `${word} must be ${listed(choices, 'or')}: ${nodeText(node)}`,
      near ? `did you mean ${near}?` : undefined,
    )
  }

  /** A map's node under a word; null, with a problem, where it is none. */
  map(word: string): YamlMap | null {
    const found = this.entry(word)
    if (!found || found.value.kind === 'map') return found?.value.kind === 'map' ? found.value : null
    return this.wrong(found.value.at, `${word} must be a map: ${nodeText(found.value)}`)
  }

  /** The items of a list under a word. */
  list(word: string): readonly YamlNode[] | null {
    const found = this.entry(word)
    if (!found) return null
    if (found.value.kind === 'list') return found.value.items
    return this.wrong(found.value.at, `${word} must be a list: ${nodeText(found.value)}`)
  }

  value(word: string, names: Names): Value | null {
    const found = this.entry(word)
    return found ? readValue(found.value, { names, problems: this.problems }) : null
  }

  vars(word: string, names: Names): ReadonlyMap<string, Value> {
    const entries = this.map(word)?.entries ?? []
    const named = entries.filter(({ key, keyAt }) => this.identifier(key, keyAt))
    return new Map(named.map(({ key, value }) => [key, readValue(value, { names, problems: this.problems })]))
  }

  identifier(name: string, at: Place): boolean {
    if (/^[A-Za-z_]\w*$/.test(name) && !['true', 'false', 'null', 'in'].includes(name)) return true
    this.wrong(at, `"${name}" cannot be read in expressions`, 'use letters, digits and _')
    return false
  }

  condition(word: string, names: Names): Condition | null {
    const found = this.entry(word)
    if (!found) return null
    const { value } = found
    if (value.kind !== 'scalar')
      return this.wrong(value.at, `${word} must be one condition: ${nodeText(value)}`, joinHint(word, value))
    if (typeof value.value !== 'string') return this.constant(word, value, names)
    const wrapped = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(value.value)?.[1]
    if (wrapped !== undefined) {
      return this.wrong(
        value.at,
        `${word} is an expression by itself`,
        `write: ${word}: ${conditionText(wrapped.trim())}`,
      )
    }
    return this.parsed(value, value.value, names)
  }

  private constant(word: string, value: YamlScalar, names: Names): Condition | null {
    if (typeof value.value === 'boolean') return this.parsed(value, String(value.value), names)
    return this.wrong(value.at, `${word} must be a condition: ${nodeText(value)}`)
  }

  private parsed(value: YamlScalar, text: string, names: Names): Condition | null {
    try {
      return parseCondition(text.trimEnd(), { at: contentPlace(value), names })
    } catch (thrown) {
      this.problems.add(...(value.commented && value.plain ? [cutProblem(value)] : problemsOf(thrown)))
      return null
    }
  }
}

function numberHint(word: string, node: YamlNode): string | undefined {
  return node.kind === 'scalar' && node.value !== null ? `write: ${word}: "${node.text}"` : undefined
}

function flagHint(word: string, node: YamlNode): string | undefined {
  if (node.kind !== 'scalar') return undefined
  if (/^(yes|on|y)$/i.test(node.text)) return `write: ${word}: true`
  return /^(no|off|n)$/i.test(node.text) ? `write: ${word}: false` : undefined
}

/** Ansible joins lists of conditions, and not as people expect: ours are written out. */
function joinHint(word: string, node: YamlNode): string | undefined {
  if (node.kind !== 'list') return undefined
  const operator = word === 'when' || word === 'until' || word === 'last' ? ' && ' : ' || '
  const parts = node.items.map((item) => (item.kind === 'scalar' ? item.text : '…'))
  return `write: ${word}: ${conditionText(parts.join(operator))}`
}

const conditionText = (text: string): string => (/^[!&*%@`"'{[|>]|: | #/.test(text) ? quoted(text) : text)
