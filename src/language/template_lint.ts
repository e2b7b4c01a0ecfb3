// Walks a template beside its data and finds what Handlebars lets pass: names that are not there (also in `#if` and
// in helper parameters), lists and maps that would be printed, helpers that do not exist. An Unknown in the data is a
// value that nobody has yet, before the run or in a plan: anything may follow it, and those that are met are told.

import type { Problem } from '../core/error.js'
import { type Place, placeAt, type Source } from '../core/place.js'
import { nearest } from '../core/text.js'
import type { Json } from './inventory.js'
import { templateHelpers } from './template_helpers.js'
import { Unknown } from './unknown.js'

/** JSON in which any value may be unknown yet. */
export type Known = Json | Unknown | readonly Known[] | { readonly [key: string]: Known }

/** What a path begins with at one place: `stack` from the root to the innermost `this`; `names` of block params. */
interface Inside {
  readonly stack: readonly Known[]
  readonly names: ReadonlyMap<string, Known>
  readonly loop: boolean
}

interface Linting {
  readonly source: Source
  readonly data: Known
}

/** What is wrong, and the unknown values that the template mentions. */
export interface Linted {
  readonly problems: readonly Problem[]
  readonly unknown: readonly Unknown[]
}

export function templateProblems(program: hbs.AST.Program, { source, data }: Linting): Linted {
  const lint = new Lint({ source, data })
  lint.program(program, { stack: [data], names: new Map(), loop: false })
  return lint
}

/** A value, or undefined where it is not known (the result of a helper). */
type Found = Known | undefined

class Lint {
  readonly problems: Problem[] = []
  readonly unknown: Unknown[] = []
  constructor(private readonly linting: Linting) {}

  program({ body }: hbs.AST.Program, inside: Inside): void {
    for (const statement of body) this.statement(statement, inside)
  }

  private statement(node: hbs.AST.Statement, inside: Inside): void {
    if (isMustache(node)) this.mustache(node, inside)
    else if (isBlock(node)) this.block(node, inside)
    else if (node.type.startsWith('Partial') || node.type.startsWith('Decorator'))
      this.say(node, 'partials are not supported')
  }

  private mustache(node: hbs.AST.MustacheStatement, inside: Inside): void {
    const found = this.expression(node, inside)
    if (typeof found !== 'object' || found === null || found instanceof Unknown) return
    const kind = Array.isArray(found) ? 'a list' : 'a map'
    this.say(
      node,
      `${pathText(node.path)} is ${kind}`,
      Array.isArray(found) ? 'write {{join x ", "}}' : 'write {{json x}}, {{toml x}} or {{yaml x}}',
    )
  }

  private block(node: hbs.AST.BlockStatement, inside: Inside): void {
    const [subject] = node.params
    const word = pathText(node.path)
    if (!['if', 'unless', 'each', 'with'].includes(word) || !subject) {
      this.say(node.path, `#${word} is no block`, 'there are #if, #unless, #each and #with')
      return
    }
    const value = this.value(subject, inside)
    if (node.inverse) this.program(node.inverse, inside)
    for (const inner of innerScopes(word, { value, inside, names: node.program.blockParams ?? [] }))
      this.program(node.program, inner)
  }

  /** The value of `path params…`: a helper's is not known. */
  private expression(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, inside: Inside): Found {
    const values = [...node.params, ...(node.hash?.pairs ?? []).map(({ value }) => value)]
    const helper = pathText(node.path)
    if (values.length === 0 && !isHelper(helper)) return this.value(node.path, inside)
    for (const value of values)
      this.value(value, inside, { optional: helper === 'default' && value === node.params[0] })
    if (!isHelper(helper)) this.unknownHelper(node, helper)
    return undefined
  }

  private unknownHelper(node: hbs.AST.Node, helper: string): void {
    const near = nearest(helper, Object.keys(templateHelpers))
    this.say(
      node,
      `there is no helper ${helper}`,
      near ? `did you mean ${near}?` : `helpers: ${Object.keys(templateHelpers).join(', ')}`,
    )
  }

  private value(node: hbs.AST.Node, inside: Inside, { optional = false } = {}): Found {
    if (isSubExpression(node)) return this.expression(node, inside)
    if (!isPath(node)) return 'value' in node && typeof node.value !== 'object' ? literal(node.value) : null
    if (node.data && node.parts[0] !== 'root')
      return inside.loop ? literal(0) : this.say(node, `@${node.parts[0]} is known inside #each only`)
    const found = this.path(node, { inside, optional })
    if (found instanceof Unknown) this.unknown.push(found)
    return found
  }

  private path(node: hbs.AST.PathExpression, { inside, optional }: { inside: Inside; optional: boolean }): Found {
    const parts = node.data ? node.parts.slice(1) : node.parts
    const [first = ''] = parts
    const named = inside.names.has(first) && node.depth === 0 && !node.data
    let value: Found = node.data ? inside.stack[0] : named ? inside.names.get(first) : inside.stack.at(-1 - node.depth)
    if (value === undefined && !named) return this.say(node, `../ leads out of the data`)
    for (const part of named ? parts.slice(1) : parts) {
      const next = keyOf(value, part)
      if (next === undefined) return optional ? null : this.missing(node, { part, value })
      value = next
    }
    return value
  }

  private missing(node: hbs.AST.PathExpression, { part, value }: { part: string; value: Found }): undefined {
    const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
    const near = nearest(part, keys)
    const hint = near
      ? `did you mean ${near}?`
      : keys.length > 0 && keys.length < 12
        ? `there are: ${keys.join(', ')}`
        : undefined
    this.say(node, `nothing is named ${node.original}`, hint)
    return undefined
  }

  private say(node: hbs.AST.Node, why: string, hint?: string): undefined {
    const problem = { message: `cannot render the template as ${why}`, at: placeOf(node, this.linting.source), hint }
    const known = this.problems.some(
      ({ message, at }) =>
        message === problem.message && at?.line === problem.at.line && at.column === problem.at.column,
    )
    if (!known) this.problems.push(problem)
    return undefined
  }
}

function keyOf(value: Found, key: string): Found {
  if (value instanceof Unknown) return value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return new Map<string, Known>(Object.entries(value)).get(key)
}

/** `each` over every element: what is missing in one of them is missing. An empty list is not looked into, unknown ones are. */
function innerScopes(
  word: string,
  { value, inside, names }: { value: Found; inside: Inside; names: readonly string[] },
): Inside[] {
  if (word === 'if' || word === 'unless') return [inside]
  if (value instanceof Unknown) return [{ ...within(inside, { value, names }), loop: inside.loop || word === 'each' }]
  if (typeof value !== 'object' || value === null)
    return word === 'with' && value !== undefined && value !== null ? [within(inside, { value, names })] : []
  if (word === 'with') return [within(inside, { value, names })]
  return Object.entries(value).map(([key, element]) => ({
    ...within(inside, { value: element, names, key }),
    loop: true,
  }))
}

function within(
  inside: Inside,
  { value, names, key = '' }: { value: Known; names: readonly string[]; key?: string },
): Inside {
  const [element, index] = names
  const own: [string, Known][] = [
    ...(element ? [[element, value] as [string, Known]] : []),
    ...(index ? [[index, key] as [string, Known]] : []),
  ]
  return { ...inside, stack: [...inside.stack, value], names: new Map([...inside.names, ...own]) }
}

const literal = (value: unknown): Found =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null

function placeOf({ loc }: hbs.AST.Node, source: Source): Place {
  const lines = source.text.split('\n')
  const offset = lines.slice(0, loc.start.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + loc.start.column
  const length = loc.end.line === loc.start.line ? loc.end.column - loc.start.column : 1
  return placeAt(source, { offset, length })
}

const isHelper = (name: string): boolean => Object.hasOwn(templateHelpers, name)
const isMustache = (node: hbs.AST.Node): node is hbs.AST.MustacheStatement => node.type === 'MustacheStatement'
const isBlock = (node: hbs.AST.Node): node is hbs.AST.BlockStatement => node.type === 'BlockStatement'
const isSubExpression = (node: hbs.AST.Node): node is hbs.AST.SubExpression => node.type === 'SubExpression'
const isPath = (node: hbs.AST.Node): node is hbs.AST.PathExpression => node.type === 'PathExpression'
const pathText = (node: hbs.AST.Node): string => (isPath(node) ? node.original : '')
