// The one CEL environment: which types, functions and operators expressions have, and how large they may grow.
// Names are checked by the loader, not here: every name is dynamic to CEL.

import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js'
import { Secret } from '../core/secret.js'
import { celFunctions, celOperators, safeMatches } from './cel_functions.js'

const environment = makeEnvironment()

function makeEnvironment(): Environment {
  const made = new Environment({
    unlistedVariablesAreDyn: true,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 2000, maxDepth: 60 },
  })
  made.registerType('Secret', Secret)
  for (const [signature, handler] of Object.entries(celFunctions))
    made.registerFunction(signature, handler, { async: false })
  for (const [signature, handler] of Object.entries(celOperators))
    made.registerOperator(signature, (left, right) => handler(left, right))
  return made
}

/** Parses a text; throws CEL's ParseError. */
export function parseCel(text: string): ParseResult {
  const parsed = environment.parse(text)
  useSafeMatches(parsed.ast)
  return parsed
}

/** CEL's `matches` cannot be registered anew, so its calls are renamed before they are resolved. */
function useSafeMatches(node: unknown): void {
  if (Array.isArray(node)) for (const child of node) useSafeMatches(child)
  if (!isNode(node)) return
  const parts: unknown = node.args
  if (node.op === 'rcall' && Array.isArray(parts) && parts[0] === 'matches') parts[0] = safeMatches
  useSafeMatches(parts)
}

const isNode = (node: unknown): node is ASTNode =>
  typeof node === 'object' && node !== null && 'op' in node && 'args' in node

/** Names of all functions and methods, for the nearest one. */
export function functionNames(): readonly string[] {
  return [...new Set(environment.getDefinitions().functions.map(({ name }) => name))].filter(
    (name) => name !== safeMatches,
  )
}

/** Words that cannot name a register: CEL's keywords and its own names. */
export function reservedWord(name: string): boolean {
  if (environment.hasVariable(name)) return true
  try {
    return environment.parse(name).ast.op !== 'id'
  } catch {
    return true
  }
}
