// Reads a text as Python reads a literal: that is how Ansible gives types to the values of an INI inventory.
// What is no literal stays the text it is. Sets, tuples, bytes and the like have no counterpart here: they are named.

import { numberAt } from './python_number.js'
import { stringsAt } from './python_string.js'
import { floatText, pythonText } from './python_text.js'
import type { VarValue } from './variable.js'

/** `other`: a literal without a counterpart, such as a tuple; the text is kept then. */
export type Literal =
  | { readonly kind: 'value'; readonly value: VarValue; readonly rendered: string }
  | { readonly kind: 'other'; readonly what: string }

/** Null where the text is no literal. A comment after the literal is Python's own and goes. */
export function pythonLiteral(text: string): Literal | null {
  const reader = new LiteralReader(text)
  const found = reader.whole()
  return found && reader.ended ? found : null
}

const words: ReadonlyMap<string, VarValue> = new Map<string, VarValue>([
  ['True', true],
  ['False', false],
  ['None', null],
])
const other = (what: string): Literal => ({ kind: 'other', what })
const valued = (value: VarValue, rendered = pythonText(value)): Literal => ({ kind: 'value', value, rendered })
const deepest = 64

interface Entry {
  readonly key: string
  readonly value: VarValue
  readonly odd?: Literal
}

class LiteralReader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  get ended(): boolean {
    this.#skip()
    return this.#at === this.#text.length || this.#text[this.#at] === '#'
  }

  /** `1,2` is a tuple without its parentheses. */
  whole(): Literal | null {
    const first = this.#value()
    if (!first || !this.#takes(',')) return first
    while (!this.ended) {
      if (!this.#value()) return null
      if (!this.#takes(',')) break
    }
    return other('a tuple')
  }

  #value(): Literal | null {
    this.#skip()
    const sign = /^[-+]\s*/.exec(this.#rest())?.[0] ?? ''
    this.#at += sign.length
    const number = numberAt(this.#rest())
    if (number) return this.#number(number, sign.startsWith('-'))
    return sign === '' ? this.#unsigned() : null
  }

  #number(found: NonNullable<ReturnType<typeof numberAt>>, negative: boolean): Literal {
    this.#at += found.length
    if (this.#complex() || found.kind === 'complex') return other('a complex number')
    const value = negative ? -found.value : found.value
    if (!Number.isFinite(value)) return other('an infinite number')
    if (found.kind === 'float') return valued(value, floatText(value))
    return Number.isSafeInteger(value) ? valued(value + 0) : other('a number that is too large')
  }

  /** What follows a number in `1+2j`. */
  #complex(): boolean {
    const [whole = '', imaginary = ''] = /^\s*[-+]\s*(.+)$/.exec(this.#rest()) ?? []
    const found = numberAt(imaginary)
    if (found?.kind !== 'complex') return false
    this.#at += whole.length - imaginary.length + found.length
    return true
  }

  #unsigned(): Literal | null {
    const strings = stringsAt(this.#rest())
    if (strings) {
      this.#at += strings.length
      return strings.bytes ? other('bytes') : valued(strings.text)
    }
    const word = /^(True|False|None)(?!\w)|^set\(\s*\)|^\.\.\./.exec(this.#rest())?.[0]
    if (word === undefined) return this.#container()
    this.#at += word.length
    const value = words.get(word)
    return value === undefined ? other(word === '...' ? 'an ellipsis' : 'a set') : valued(value)
  }

  #container(): Literal | null {
    if (this.#depth >= deepest) return null
    this.#depth++
    const opened = this.#text[this.#at]
    const found = opened === '[' ? this.#list() : opened === '(' ? this.#tuple() : opened === '{' ? this.#map() : null
    this.#depth--
    return found
  }

  #list(): Literal | null {
    const items = this.#items(']')
    if (!items) return null
    const odd = items.find(({ kind }) => kind === 'other')
    if (odd) return odd
    const values = items.flatMap((item) => (item.kind === 'value' ? [item.value] : []))
    return valued(values)
  }

  /** `(1)` is 1. */
  #tuple(): Literal | null {
    const items = this.#items(')')
    const [only] = items ?? []
    if (!items) return null
    return items.length === 1 && only && !this.#trailed ? only : other('a tuple')
  }

  #trailed = false

  #items(closing: string): Literal[] | null {
    this.#at++
    this.#trailed = false
    const items: Literal[] = []
    let separated = false
    while (!this.#takes(closing)) {
      if (items.length > 0 && !separated) return null
      const item = this.#value()
      if (!item) return null
      items.push(item)
      separated = this.#takes(',')
    }
    this.#trailed = separated
    return items
  }

  #map(): Literal | null {
    this.#at++
    const entries: Entry[] = []
    let separated = true
    while (!this.#takes('}')) {
      const entry = separated ? this.#entry() : null
      if (!entry) return null
      entries.push(entry)
      separated = this.#takes(',')
    }
    return (
      entries.find(({ odd }) => odd)?.odd ?? valued(Object.fromEntries(entries.map(({ key, value }) => [key, value])))
    )
  }

  /** Of a map, or of a set, which is odd. */
  #entry(): Entry | null {
    const key = this.#value()
    if (!key) return null
    if (!this.#takes(':')) return { key: '', value: null, odd: other('a set') }
    const value = this.#value()
    if (!value) return null
    if (value.kind === 'other') return { key: '', value: null, odd: value }
    if (key.kind === 'value' && typeof key.value === 'string') return { key: key.value, value: value.value }
    return { key: '', value: null, odd: other('a map whose keys are no text') }
  }

  #takes(sign: string): boolean {
    this.#skip()
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #skip(): void {
    while (/[ \t\f]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #rest(): string {
    return this.#text.slice(this.#at)
  }
}
