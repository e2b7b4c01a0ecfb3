// Says what the YAML parser found, in our words. Errors of syntax come in clusters: the first one is the cause,
// what follows it is noise; duplicate keys are independent and all said.

import { visit, type YAMLError } from 'yaml'
import type { Problem } from '../core/error.js'
import type { ParsedYaml } from './yaml_parser.js'
import { trapOf } from './yaml_trap.js'

/** Told by the tree itself, with a better place. */
const toldElsewhere: readonly string[] = ['TAG_RESOLVE_FAILED']

/** `broken`: the tree cannot be trusted. */
export function parserProblems(parsed: ParsedYaml): { problems: readonly Problem[]; broken: boolean } {
  const { errors, warnings } = parsed.document
  const found = [...errors, ...warnings].filter((error) => !toldElsewhere.includes(error.code))
  const duplicates = found.filter((error) => error.code === 'DUPLICATE_KEY')
  const [first] = found.filter((error) => error.code !== 'DUPLICATE_KEY')
  const problems = duplicates.map((error) => duplicateProblem(error, parsed))
  if (first) problems.push(syntaxProblem(first, parsed))
  return { problems, broken: first !== undefined }
}

function duplicateProblem(error: YAMLError, parsed: ParsedYaml): Problem {
  const key = /^[^\s:]+/.exec(parsed.source.text.slice(error.pos[0]))?.[0] ?? ''
  const at = parsed.place(error.pos[0], error.pos[0] + key.length)
  return { message: `cannot read the file as the key ${key} stands twice in one map`, at, hint: 'keep one of them' }
}

function syntaxProblem(error: YAMLError, parsed: ParsedYaml): Problem {
  const at = parsed.place(error.pos[0], error.pos[1])
  if (error.code === 'MULTIPLE_DOCS') {
    const hint = 'one file is one document: remove this line'
    return { message: 'cannot read the file as a second document begins here', at: { ...at, length: 3 }, hint }
  }
  const line = parsed.source.text.split('\n')[at.line - 1] ?? ''
  const trap = trapOf(line)
  if (trap) return { message: `cannot read the file as ${trap.why}`, at, hint: trap.hint }
  return { message: `cannot read the file as ${wording(error)}`, at: openQuote(error, parsed) ?? at }
}

function wording({ code, message }: YAMLError): string {
  if (code === 'RESOURCE_EXHAUSTION') return 'it is nested too deep'
  if (code === 'NON_STRING_KEY') return 'a key must be text'
  if (/closing .quote/.test(message)) return 'a quote is not closed'
  if (/sufficiently indented and end with/.test(message)) return 'a [ or { before this is not closed'
  if (/at node end$/.test(message)) return 'the value has ended before this'
  return `it is not YAML here: ${lowered(message)}`
}

/** The parser reports an unclosed quote at the end of the file; what helps is where it was opened. */
function openQuote({ message, pos }: YAMLError, { document, place }: ParsedYaml) {
  if (!/closing .quote/.test(message)) return null
  const opened: number[] = []
  visit(document, {
    Scalar: (_, node) => {
      if (node.range && node.range[1] >= pos[0]) opened.push(node.range[0])
    },
  })
  const [start] = opened
  return start === undefined ? null : place(start, pos[0])
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
