// Inputs of a playbook from the words of the command line: text becomes the declared type, `~` the home, a relative
// path an absolute one. All that is wrong comes at once, each naming the flag or the argument.

import { posix } from 'node:path'
import type { Problem } from '../core/error.js'
import { nearest } from '../core/text.js'
import { type Checked, checkInput } from './input_check.js'
import type { Header, InputSpec, Scope } from './playbook.js'
import { Problems } from './problems.js'

export { checkInput } from './input_check.js'

/** Name of an input, or its flag without leading dashes → what was typed; a list where it was given several times. */
export type GivenInputs = ReadonlyMap<string, string | boolean | readonly string[]>

export interface Surroundings {
  readonly cwd: string
  readonly home: string
  /** how whoever types it writes the name of an input: `--name` where it is absent */
  flag?(name: string): string
}

/** Every declared input with its typed value; null where none was given and none is needed. Throws E-INPUT. */
export function parseInputs(header: Header, given: GivenInputs, around: Surroundings): Scope {
  const problems = new Problems()
  const flag = around.flag ?? dashed
  const label = (name: string): string =>
    header.arguments.includes(name) ? `<${name.replaceAll('_', '-')}>` : flag(name)
  const named = new Map([...given].map(([name, value]) => [name.replaceAll('-', '_'), value]))
  for (const name of named.keys()) if (!header.inputs.has(name)) problems.add(unknownInput(name, header, flag))
  const values = [...header.inputs.values()].map((spec) => {
    const checked = inputValue(spec, named.get(spec.name), around)
    if (checked.kind === 'right') return [spec.name, checked.value] as const
    problems.add({ message: `cannot use ${label(spec.name)} as it ${checked.why}`, hint: checked.hint })
    return [spec.name, null] as const
  })
  problems.throwIfAny('E-INPUT')
  return Object.fromEntries(values)
}

function inputValue(
  spec: InputSpec,
  given: string | boolean | readonly string[] | undefined,
  around: Surroundings,
): Checked {
  if (given !== undefined) return shown(checkInput(spec, typed(spec, given, around)), spec, given)
  if (spec.default !== undefined && spec.default !== null) return checkInput(spec, spec.default)
  if (spec.required) return { kind: 'wrong', why: 'is missing' }
  return { kind: 'right', value: null }
}

/** Says what was typed, unless it is a secret. */
function shown(checked: Checked, { type }: InputSpec, given: unknown): Checked {
  if (checked.kind === 'right' || type === 'secret') return checked
  return { ...checked, why: `${checked.why}: ${JSON.stringify(given)}` }
}

/** What was typed, as close to its type as text allows; checkInput has the last word. */
function typed({ type }: InputSpec, given: string | boolean | readonly string[], around: Surroundings): unknown {
  if (typeof given === 'boolean') return given
  const texts = typeof given === 'string' ? [given] : given
  if (type === 'list' || type === 'nodes') return texts.flatMap(listItems)
  const text = texts.at(-1) ?? ''
  if (type === 'bool') return booleans.get(text) ?? text
  if (type === 'int') return /^[-+]?\d+$/.test(text) ? Number(text) : text
  return type === 'path' || type === 'package' || type === 'topology' ? absolutePath(text, around) : text
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

function listItems(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** `~/x` below the home, anything relative below the current folder; an empty text stays empty. */
function absolutePath(path: string, { cwd, home }: Surroundings): string {
  if (path === '') return path
  if (path === '~' || path.startsWith('~/')) return posix.join(home, path.slice(1))
  return posix.isAbsolute(path) ? posix.normalize(path) : posix.join(cwd, path)
}

function unknownInput(name: string, { inputs }: Header, flag: (name: string) => string): Problem {
  const near = nearest(name, inputs.keys())
  const hint = near ? `did you mean ${flag(near)}?` : undefined
  return { message: `cannot use ${flag(name)} as the playbook has no such input`, hint }
}

const dashed = (name: string): string => `--${name.replaceAll('_', '-')}`
