// Handlebars files: strict, without HTML escaping, with our helpers only. Handlebars' own strictness misses
// `{{#if typo}}` and helper parameters, so every path is looked up in the data before anything is rendered.

import Handlebars from 'handlebars'
import { DmbookError, inputError } from '../core/error.js'
import { type Place, placeAt, type Source } from '../core/place.js'
import { sizeText } from '../core/size.js'
import { templateHelpers } from './template_helpers.js'
import { type Known, type Linted, templateProblems } from './template_lint.js'
import { UnknownValueError } from './unknown.js'

const largest = 256 * 1024

export type TemplateData = { readonly [key: string]: Known }

export interface Template {
  /**
   * Throws E-TEMPLATE with every missing name and every list or map that would be printed, at its place; an
   * UnknownValueError where it mentions a value that is not known yet.
   */
  render(data: TemplateData): string
  /** What `render` would throw, without rendering. */
  lint(data: TemplateData): Linted
}

/** Parses a template once. Throws E-TEMPLATE where it is no template; calls of unknown helpers are found here too. */
export function compileTemplate(source: Source): Template {
  if (source.text.length > largest) {
    const message = `cannot use ${source.file} as a template as it is larger than ${sizeText(largest)}`
    throw new DmbookError(message, { code: 'E-TEMPLATE', exit: 'input' })
  }
  const engine = Handlebars.create()
  for (const name of Object.keys(engine.helpers)) if (!builtIn.includes(name)) engine.unregisterHelper(name)
  for (const [name, helper] of Object.entries(templateHelpers)) engine.registerHelper(name, helper)
  const program = parsed(source, engine)
  const knownHelpers = Object.fromEntries(Object.keys(templateHelpers).map((name) => [name, true]))
  const compiled = engine.compile(program, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers,
    explicitPartialContext: true,
  })
  const lint = (data: TemplateData): Linted => templateProblems(program, { source, data })
  return { lint, render: (data) => rendered(compiled, { source, linted: lint(data), data: plainData(data, source) }) }
}

const builtIn: readonly string[] = ['if', 'unless', 'each', 'with']

function parsed(source: Source, engine: typeof Handlebars): hbs.AST.Program {
  try {
    return engine.parse(source.text)
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown)
    const line = Number(/on line (\d+)/.exec(said)?.[1] ?? 1)
    const met = /Expecting .* got '(\w+)'/.exec(said)?.[1]
    const why = met === 'EOF' ? 'a block is not closed' : `it is not Handlebars here: ${met ?? said.split('\n').at(-1)}`
    throw inputError('E-TEMPLATE', [{ message: `cannot read the template as ${why}`, at: lineOf(source, line) }])
  }
}

function rendered(
  compiled: (data: unknown) => string,
  { source, linted, data }: { source: Source; linted: Linted; data: TemplateData },
): string {
  const { problems, unknown } = linted
  if (problems.length > 0) throw inputError('E-TEMPLATE', problems)
  if (unknown[0]) throw new UnknownValueError(unknown[0].why)
  try {
    return compiled(data)
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message.replace(/ - \d+:\d+$/, '') : String(thrown)
    const at = /- (\d+):\d+$/.exec(thrown instanceof Error ? thrown.message : '')?.[1]
    throw inputError('E-TEMPLATE', [
      { message: `cannot render the template as ${said}`, at: lineOf(source, Number(at ?? 1)) },
    ])
  }
}

/** A copy without functions and prototypes: Handlebars calls functions that it finds in its data. */
function plainData(data: TemplateData, { file }: Source): TemplateData {
  const text = JSON.stringify(data, (key, value: unknown) => {
    if (typeof value !== 'function') return value
    throw new TypeError(`cannot render ${file} as its data holds a function: ${key}`)
  })
  return JSON.parse(text)
}

function lineOf(source: Source, line: number): Place {
  const lines = source.text.split('\n')
  const text = lines[line - 1] ?? ''
  const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  const indent = text.length - text.trimStart().length
  return placeAt(source, { offset: offset + indent, length: text.trim().length })
}
