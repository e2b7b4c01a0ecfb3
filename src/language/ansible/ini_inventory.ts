// Reads an inventory in Ansible's INI form with Ansible's own meaning: sections of hosts, children and variables; host
// lines split as a shell does; values typed as Python literals. What Ansible silently changes is said as a warning.

import type { Place } from '../../core/place.js'
import { nearest } from '../../core/text.js'
import type { Findings } from './findings.js'
import { hostPattern } from './host_pattern.js'
import { iniLine } from './ini_line.js'
import { iniVariable, type Written } from './ini_variable.js'
import type { InventorySource } from './inventory_source.js'
import type { ChildMention, GroupText, HostMention } from './inventory_text.js'
import { type ShellWord, shellWords } from './shell_words.js'
import type { Variable } from './variable.js'

/** Adds what is wrong and what is odd to the findings; gives the sections in their order. */
export const readIni = (source: InventorySource, findings: Findings): GroupText[] =>
  new IniReader(source, findings).sections()

interface Section {
  readonly name: string
  readonly tag: string
  readonly at: Place
  readonly hosts: HostMention[]
  readonly vars: Variable[]
  readonly children: ChildMention[]
}

interface Body {
  readonly text: string
  readonly start: number
  /** counts from 1 */
  readonly line: number
}

const tags = ['hosts', 'children', 'vars']

class IniReader {
  readonly #source: InventorySource
  readonly #findings: Findings
  readonly #sections: Section[] = []

  constructor(source: InventorySource, findings: Findings) {
    this.#source = source
    this.#findings = findings
  }

  sections(): GroupText[] {
    this.#open('ungrouped', 'hosts', { source: this.#source.shown, line: 1, column: 1, length: 1 })
    for (const [index, line] of this.#source.text.split('\n').entries()) this.#line(line, index + 1)
    return this.#sections.map(({ tag, ...section }) => ({ ...section, declares: tag !== 'vars' }))
  }

  #line(text: string, line: number): void {
    const found = iniLine(text)
    if (found.kind === 'section') this.#head(found, line)
    if (found.kind === 'body') this.#body({ ...found, line })
    if (found.kind !== 'broken') return
    this.#say({ ...found, line }, found.why, found.hint)
    if (found.meant) this.#head({ ...found.meant, start: found.start }, line)
  }

  #head({ group, tag, start }: { group: string; tag: string; start: number }, line: number): void {
    const known = tags.includes(tag)
    this.#open(group, known ? tag : 'unknown', this.#at({ line, start }, { from: 1, to: 1 + group.length }))
    if (known) return
    const at = this.#at({ line, start }, { from: group.length + 2, to: group.length + 2 + tag.length })
    const near = nearest(tag, tags)
    const hint = near ? `did you mean ${near}?` : 'write [GROUP], [GROUP:children] or [GROUP:vars]'
    this.#findings.wrong(at, `there is no section of kind ${tag}`, hint)
  }

  #open(name: string, tag: string, at: Place): void {
    this.#sections.push({ name, tag, at, hosts: [], vars: [], children: [] })
  }

  #body(body: Body): void {
    const section = this.#sections.at(-1)
    if (section?.tag === 'hosts') this.#host(body, section)
    if (section?.tag === 'children') this.#child(body, section)
    if (section?.tag === 'vars') this.#setting(body, section)
  }

  #child(body: Body, { children }: Section): void {
    const [, name] = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(body.text) ?? []
    if (name === undefined) this.#say(body, 'a line of :children is the name of one group')
    else children.push({ name, at: this.#at(body, { from: 0, to: name.length }) })
  }

  #setting(body: Body, section: Section): void {
    const equals = body.text.indexOf('=')
    const name = body.text.slice(0, equals).trim()
    if (equals < 0) this.#say(body, 'a line of :vars is NAME=VALUE')
    else if (!/^\S+$/.test(name)) this.#say(body, 'a variable has one word for its name')
    else section.vars.push(this.#set(body, { name, equals, group: section.name }))
  }

  #set(body: Body, { name, equals, group }: { name: string; equals: number; group: string }): Variable {
    const written = body.text.slice(equals + 1)
    const text = written.trim()
    const from = text === '' ? 0 : equals + 1 + (written.length - written.trimStart().length)
    const at = this.#at(body, { from, to: body.text.length })
    return this.#variable({ name, text, at, layer: 'inventory', group, cut: false })
  }

  #host(body: Body, { hosts }: Section): void {
    const found = shellWords(body.text)
    if (found.kind === 'broken') this.#say(body, found.why, undefined, { from: found.at, to: body.text.length })
    else hosts.push(...this.#mentions(found.words, body))
  }

  #mentions([first, ...rest]: readonly ShellWord[], body: Body): HostMention[] {
    if (!first) return []
    const range = { from: first.start, to: first.end }
    const pattern = hostPattern(first.text)
    const vars = this.#assignments(rest, body)
    if (typeof pattern === 'string') {
      this.#say(body, pattern, undefined, range)
      return []
    }
    const at = this.#at(body, range)
    if (pattern.names.length === 0) this.#findings.odd(at, `${first.text} stands for no host`)
    return pattern.names.map((name) => ({ name, at, port: pattern.port, vars }))
  }

  /** Of a line with blanks beside a = only that is said: the rest follows from it. */
  #assignments(words: readonly ShellWord[], body: Body): Variable[] {
    const torn = words.find(({ text }) => text.startsWith('='))
    if (!torn) return words.flatMap((word) => this.#assigned(word, body))
    this.#say(body, 'no blank may stand before =', 'write NAME=VALUE', { from: torn.start, to: torn.end })
    return []
  }

  #assigned(word: ShellWord, body: Body): Variable[] {
    const equals = word.text.indexOf('=')
    if (equals < 0) {
      const hint = 'behind the host stand NAME=VALUE pairs; quote a value that holds blanks'
      this.#say(body, wordTrouble(word.text), hint, { from: word.start, to: word.end })
      return []
    }
    const name = word.text.slice(0, equals)
    const from = word.start + body.text.slice(word.start, word.end).indexOf('=') + 1
    const at = this.#at(body, { from: Math.min(from, word.end - 1), to: word.end })
    return [this.#variable({ name, text: word.text.slice(equals + 1), at, layer: 'host', cut: word.cut })]
  }

  #variable(written: Written): Variable {
    const { variable, warnings } = iniVariable(written)
    for (const why of warnings) this.#findings.odd(written.at, why)
    return variable
  }

  #say(body: Body, why: string, hint?: string, range = { from: 0, to: body.text.length }): void {
    this.#findings.wrong(this.#at(body, range), why, hint)
  }

  /** `range` counts within the line without its leading blanks. */
  #at({ line, start }: Pick<Body, 'line' | 'start'>, { from, to }: { from: number; to: number }): Place {
    return { source: this.#source.shown, line, column: start + from + 1, length: Math.max(1, to - from) }
  }
}

function wordTrouble(word: string): string {
  if (/^(;|\/\/)/.test(word)) return 'only # begins a comment behind a host'
  return 'a word behind the host is not NAME=VALUE'
}
