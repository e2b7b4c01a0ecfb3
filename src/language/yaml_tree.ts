// Turns the parser's document into the neutral tree and collects what YAML would change silently.
// Aliases are copied in place, under a cap: a small file cannot grow into a large tree.

import { type Alias, isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { withMerged } from './yaml_merge.js'
import type { YamlEntry, YamlNode, YamlScalar } from './yaml_node.js'
import type { ParsedYaml } from './yaml_parser.js'
import { quoted } from './yaml_trap.js'

const deepest = 64
const mostCopied = 100_000

export interface YamlOptions {
  /** kept on scalars; every other one is a mistake */
  readonly tags?: readonly string[]
  /** as Ansible's files have it: leading zeros and merge keys are no mistakes, and what they mean is for the caller */
  readonly yaml11?: boolean
}

export class YamlTree {
  readonly problems: Problem[] = []
  readonly #parsed: ParsedYaml
  readonly #tags: readonly string[]
  readonly #yaml11: boolean
  readonly #open = new Set<unknown>()
  #copied = 0

  constructor(parsed: ParsedYaml, { tags = [], yaml11 = false }: YamlOptions = {}) {
    this.#parsed = parsed
    this.#tags = tags
    this.#yaml11 = yaml11
  }

  /** The tree below a node of the parser. `fallback` is the place of the key where the value is missing. */
  node(found: unknown, fallback: Place = this.#parsed.place(0, 1)): YamlNode {
    const at = this.#place(found, fallback)
    if (this.#open.size > 0 && isAlias(found)) return this.#alias(found, at)
    if (this.#refused(found, at)) return missing(at)
    if (isScalar(found)) return this.#scalar(found, at)
    this.#open.add(found)
    const node = this.#collection(found, at)
    this.#open.delete(found)
    return node
  }

  #collection(found: unknown, at: Place): YamlNode {
    if (isSeq(found)) return { kind: 'list', items: found.items.map((item) => this.node(item, at)), at }
    if (isMap(found)) return { kind: 'map', entries: this.#entries(found, at), at }
    return missing(at)
  }

  #entries({ items }: YAMLMap, at: Place): YamlEntry[] {
    const merges = items.filter((pair) => this.#yaml11 && isMergeKey(pair))
    const own = items.filter((pair) => !merges.includes(pair)).flatMap((pair) => this.#entry(pair, at))
    if (merges.length === 0) return own
    const entries = withMerged(
      own,
      merges.map(({ key, value }) => this.node(value, this.#place(key, at))),
    )
    if (!entries) this.#say(this.#place(merges[0]?.key, at), 'a merge key takes a map, or a list of maps')
    return entries ?? own
  }

  #entry(pair: Pair, parent: Place): YamlEntry[] {
    const keyAt = this.#place(pair.key, parent)
    const key = isScalar(pair.key) ? String(pair.key.value ?? '') : ''
    const why = keyTrouble(key)
    if (why) {
      this.#say(keyAt, why)
      return []
    }
    return [{ key, keyAt, value: this.node(pair.value, keyAt) }]
  }

  #alias(found: Alias, at: Place): YamlNode {
    const target = found.resolve(this.#parsed.document)
    if (!target) return this.#sayMissing(at, `nothing is anchored as ${found.source}`)
    if (this.#open.has(target)) return this.#sayMissing(at, `*${found.source} contains itself`)
    if (this.#copied > mostCopied) return missing(at)
    const node = this.node(target, at)
    this.#count(size(node), at)
    return node
  }

  #count(copied: number, at: Place): void {
    const within = this.#copied <= mostCopied
    this.#copied += copied
    if (within && this.#copied > mostCopied) this.#say(at, `aliases grow to more than ${mostCopied} values`)
  }

  #refused(found: unknown, at: Place): boolean {
    const tag = this.#writtenTag(found)
    if (tag && !(isScalar(found) && this.#tags.includes(tag.text))) {
      const hint = `write: ${this.#corrected(tag.at)}`
      this.problems.push({
        message: `cannot read the file as YAML takes ${tag.text} for a tag and loses it`,
        at: tag.at,
        hint,
      })
      return true
    }
    if (this.#open.size < deepest) return false
    this.#say(at, `it is nested deeper than ${deepest} levels`)
    return true
  }

  #scalar(found: Scalar, at: Place): YamlScalar {
    const text = found.source ?? String(found.value ?? '')
    const plain = found.type === 'PLAIN'
    if (plain && !this.#yaml11 && /^[-+]?0\d+$/.test(text)) {
      const hint = `write "${text}" for the text, 0o${text.replace(/^[-+]?0+/, '')} for the octal number`
      this.#say(at, `YAML loses the leading zero of ${text}`, hint)
    }
    const node = { value: this.#value(found, at), text, plain, commented: Boolean(found.comment), at }
    return { kind: 'scalar', ...node, ...(found.tag ? { tag: found.tag } : {}) }
  }

  #value({ value, source }: Scalar, at: Place): YamlScalar['value'] {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
    const number = Number(value)
    if (typeof value === 'bigint' && !Number.isSafeInteger(number)) {
      this.#say(at, `the number is too large to be kept: ${source}`, `write "${source}" for the text`)
    }
    if (!Number.isFinite(number)) this.#say(at, `it is not a number: ${source}`, `write "${source}" for the text`)
    return number
  }

  #writtenTag(found: unknown): { text: string; at: Place } | null {
    if (!(isScalar(found) || isSeq(found) || isMap(found)) || !found.tag || !found.range) return null
    const { text } = this.#parsed.source
    const start = text.lastIndexOf('!', Math.max(0, found.range[0] - 1))
    const mark = text.lastIndexOf('!!', start) === start - 1 ? start - 1 : start
    const written = /^!\S*/.exec(text.slice(mark))?.[0] ?? found.tag
    return { text: written, at: this.#parsed.place(mark, mark + written.length) }
  }

  #corrected(at: Place): string {
    const line = this.#parsed.source.text.split('\n')[at.line - 1] ?? ''
    const value = line.slice(at.column - 1)
    if (value.startsWith('!!')) return `${line.slice(0, at.column - 1)}${value.replace(/^\S+\s*/, '')}`.trim()
    return `${line.slice(0, at.column - 1).trimStart()}${quoted(value.replace(/\s+#.*$/, ''))}`
  }

  #place(found: unknown, fallback: Place): Place {
    if (!(isScalar(found) || isSeq(found) || isMap(found) || isAlias(found)) || !found.range) return fallback
    const [start, end] = found.range
    return isScalar(found) && start === end ? fallback : this.#parsed.place(start, end)
  }

  #sayMissing(at: Place, why: string): YamlNode {
    this.#say(at, why)
    return missing(at)
  }

  #say(at: Place, why: string, hint?: string): void {
    this.problems.push({ message: `cannot read the file as ${why}`, at, hint })
  }
}

const isMergeKey = ({ key }: Pair): boolean => isScalar(key) && key.type === 'PLAIN' && key.value === '<<'

function keyTrouble(key: string): string | null {
  if (key === '<<') return 'merge keys are not supported: name each key'
  if (key === '__proto__') return '__proto__ cannot be a key'
  return key === '' ? 'a key is empty' : null
}

const missing = (at: Place): YamlScalar => ({
  kind: 'scalar',
  value: null,
  text: '',
  plain: true,
  commented: false,
  at,
})

function size(node: YamlNode): number {
  if (node.kind === 'scalar') return 1
  const below = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value)
  return below.reduce((sum, child) => sum + size(child), 1)
}
