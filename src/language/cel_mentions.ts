// What a parsed expression mentions: names, and the first key that it reads of each. Variables that the
// expression binds itself (`filter(h, …)`) are not among them.

import type { ASTNode } from '@marcbachmann/cel-js'
import { safeMatches } from './cel_functions.js'

export interface Range {
  readonly start: number
  readonly end: number
}

/** `key` where the name is read as `name.key`. Offsets count in the expression. */
export interface Mention {
  readonly name: string
  readonly range: Range
  readonly key: { readonly name: string; readonly range: Range } | null
}

/** Macros whose first arguments are variables of their own. */
const binding: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter']

export interface Mentions {
  readonly list: readonly Mention[]
  /** how deep loops (`filter`, `all` …) stand inside one another */
  readonly loops: number
  /** constant patterns of `matches` */
  readonly patterns: readonly { readonly text: string; readonly range: Range }[]
}

export function mentionsOf(root: ASTNode): Mentions {
  const walk = new Walk()
  walk.visit(root, { bound: new Set(), loops: 0 })
  return walk
}

interface Inside {
  readonly bound: ReadonlySet<string>
  readonly loops: number
}

class Walk implements Mentions {
  readonly list: Mention[] = []
  readonly patterns: { text: string; range: Range }[] = []
  loops = 0

  visit(node: ASTNode, inside: Inside): void {
    if (node.op === 'id') this.#name(node, { bound: inside.bound, key: null })
    else if (node.op === '.' || node.op === '.?') this.#field(node, inside)
    else if (node.op === '[]' || node.op === '[?]') this.#index(node, inside)
    else if (node.op === 'rcall') this.#method(node, inside)
    else for (const child of children(node)) this.visit(child, inside)
  }

  #name(node: ASTNode & { op: 'id' }, { bound, key }: { bound: ReadonlySet<string>; key: Mention['key'] }): void {
    if (!bound.has(node.args)) this.list.push({ name: node.args, range: node.range, key })
  }

  #field(node: ASTNode & { op: '.' | '.?' }, inside: Inside): void {
    const [receiver, name] = node.args
    const { end } = node.range
    if (receiver.op !== 'id') this.visit(receiver, inside)
    else this.#name(receiver, { bound: inside.bound, key: { name, range: { start: end - name.length, end } } })
  }

  /** `name["key"]` reads a key like `name.key`. */
  #index(node: ASTNode & { op: '[]' | '[?]' }, inside: Inside): void {
    const [receiver, index] = node.args
    const constant = receiver.op === 'id' && index.op === 'value' && typeof index.args === 'string'
    const key = constant ? { name: String(index.args), range: index.range } : null
    if (receiver.op === 'id') this.#name(receiver, { bound: inside.bound, key })
    else this.visit(receiver, inside)
    this.visit(index, inside)
  }

  #method(node: ASTNode & { op: 'rcall' }, inside: Inside): void {
    const [name, receiver, args] = node.args
    const [first] = args
    if (name === safeMatches && first?.op === 'value' && typeof first.args === 'string') {
      this.patterns.push({ text: first.args, range: first.range })
    }
    this.visit(receiver, inside)
    const bound = binding.includes(name) ? loopVariables(args) : []
    const loops = inside.loops + (bound.length > 0 ? 1 : 0)
    this.loops = Math.max(this.loops, loops)
    const inner = { bound: new Set([...inside.bound, ...bound]), loops }
    for (const child of args.slice(bound.length)) this.visit(child, inner)
  }
}

/** `h` of `filter(h, …)`; `i, v` of `all(i, v, …)`. */
function loopVariables(args: readonly ASTNode[]): string[] {
  const leading = args.slice(0, -1)
  return leading.flatMap((argument) => (argument.op === 'id' ? [argument.args] : [])).slice(0, args.length > 2 ? 2 : 1)
}

function children(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'value' || node.op === 'id' || node.op === '.' || node.op === '.?') return []
  if (node.op === 'call') return node.args[1]
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]]
  if (node.op === 'map') return node.args.flat()
  if (node.op === '!_' || node.op === '-_') return [node.args]
  return node.args
}
