// Expressions: CEL, parsed once and evaluated often, every name known before the run, every error at its characters.
// Evaluates over plain data; what CEL computes with stays behind value.ts.

import { DmbookError, type Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { nearest } from '../core/text.js'
import { parseCel } from './cel_environment.js'
import { patternTrouble } from './cel_functions.js'
import { type Mention, type Mentions, mentionsOf } from './cel_mentions.js'
import { celProblem, kindText, partProblem } from './cel_problem.js'
import type { Names } from './names.js'
import type { Condition, Expression, Scope } from './playbook.js'
import { Problems } from './problems.js'
import { Unknown, UnknownValueError } from './unknown.js'
import { fromCel, toCel } from './value.js'

const longest = 4096
const deepestLoops = 3

/** Where an expression stands; `names` null: any name is allowed, and missed only when it is evaluated. */
export interface Standing {
  readonly at: Place
  readonly names: Names | null
}

/** An expression that cannot be evaluated over what it was given. */
export class EvaluationError extends DmbookError {
  constructor(problem: Problem) {
    super(problem.message, { code: 'E-EXPRESSION', exit: 'input', problems: [problem] })
    this.name = 'EvaluationError'
  }
}

/** Parses CEL and resolves its names. `at` is where the text begins. Throws all that is wrong with it at once. */
export function parseExpression(text: string, { at, names }: Standing): Expression {
  return read(text, { at, names }).expression
}

/** The same for an expression that must give true or false. */
export function parseCondition(text: string, { at, names }: Standing): Condition {
  const { expression, type } = read(text, { at, names })
  if (type === 'bool') return expression
  if (type !== 'dyn') throw new EvaluationError(conditionProblem(expression, kindText(type)))
  return { ...expression, evaluate: (scope) => strictBoolean(expression, scope) }
}

function strictBoolean(expression: Expression, scope: Scope): boolean {
  const value = expression.evaluate(scope)
  if (typeof value === 'boolean') return value
  const kind = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value
  throw new EvaluationError(conditionProblem(expression, kindText(kind)))
}

function conditionProblem({ at, text }: Expression, found: string): Problem {
  const place = { ...at, length: Math.max(at.length, text.includes('\n') ? 1 : text.length) }
  return { message: `cannot evaluate the condition as it must be true or false: it is ${found}`, at: place }
}

function read(text: string, { at, names }: Standing): { expression: Expression; type: string } {
  const written = { text, at }
  const problems = new Problems()
  if (text.length > longest) throw new EvaluationError(sizeProblem(at))
  const parsed = attempt(
    () => parseCel(text),
    (thrown) => celProblem(written, thrown),
  )
  const { valid, error, type = 'dyn' } = parsed.check()
  if (!valid) problems.add(celProblem(written, error))
  const mentions = mentionsOf(parsed.ast)
  problems.add(...mentionProblems(mentions, written, names))
  problems.throwIfAny('E-EXPRESSION')
  const mentioned = new Set(mentions.list.map(({ name }) => name))
  return {
    expression: { ...written, names: mentioned, evaluate: (scope) => evaluate(parsed, { written, mentioned, scope }) },
    type,
  }
}

interface Evaluation {
  readonly written: { readonly text: string; readonly at: Place }
  readonly mentioned: ReadonlySet<string>
  readonly scope: Scope
}

function evaluate(parsed: ReturnType<typeof parseCel>, { written, mentioned, scope }: Evaluation): unknown {
  const context: Record<string, unknown> = Object.create(null)
  for (const name of mentioned) {
    const value = scope[name]
    if (value instanceof Unknown) throw new UnknownValueError(value.why)
    if (value !== undefined && Object.hasOwn(scope, name)) context[name] = toCel(value)
  }
  return attempt(
    () => fromCel(parsed(context)),
    (thrown) => celProblem(written, thrown, scope),
  )
}

function attempt<T>(action: () => T, problem: (thrown: unknown) => Problem): T {
  try {
    return action()
  } catch (thrown) {
    if (thrown instanceof UnknownValueError) throw thrown
    throw new EvaluationError(problem(thrown))
  }
}

function mentionProblems(mentions: Mentions, written: { text: string; at: Place }, names: Names | null): Problem[] {
  const problems = mentions.patterns.flatMap(({ text, range }) => {
    const trouble = patternTrouble(text)
    return trouble ? [partProblem(written, { range, why: `the pattern is not RE2: ${trouble}` })] : []
  })
  if (mentions.loops > deepestLoops) {
    const why = `loops such as filter stand more than ${deepestLoops} deep in one another`
    problems.push(partProblem(written, { range: { start: 0, end: written.text.length }, why }))
  }
  return names
    ? [...problems, ...mentions.list.flatMap((mention) => nameProblem(mention, written, names) ?? [])]
    : problems
}

function nameProblem(mention: Mention, written: { text: string; at: Place }, names: Names): Problem | null {
  const keys = names.keys(mention.name)
  if (keys === undefined) return unknownName(mention, written, names)
  const { key } = mention
  if (keys === null || !key || keys.includes(key.name)) return null
  const near = nearest(key.name, keys)
  const hint = near ? `did you mean ${near}?` : keys.length > 0 ? `${mention.name} has ${keys.join(', ')}` : undefined
  return partProblem(written, { range: key.range, why: `${mention.name} has no key "${key.name}"`, hint })
}

function unknownName({ name, range }: Mention, written: { text: string; at: Place }, names: Names): Problem {
  const why = names.why(name)
  const near = nearest(name, names.list)
  const hint = why ?? (near ? `did you mean ${near}?` : undefined)
  return partProblem(written, { range, why: `nothing is named "${name}" here`, hint })
}

function sizeProblem(at: Place): Problem {
  return { message: `cannot evaluate the expression as it is longer than ${longest} characters`, at }
}
