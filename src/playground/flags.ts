// Flags as Go's flag package reads them: -x and --x alike, `=value` or the next argument, booleans without a value.
// An unknown flag is an error with Go's wording; `-h` is not an error but asks for the usage.

export type FlagKind = 'string' | 'bool' | 'int'

export interface FlagSpec {
  readonly kind: FlagKind
  readonly usage?: string
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>
export type FlagValues = ReadonlyMap<string, string>

export interface ParsedFlags {
  readonly values: FlagValues
  readonly rest: readonly string[]
  readonly help: boolean
}

export class FlagError extends Error {}

/** `lenient` lets unknown flags pass (the monitoring stand-ins know only a few of the real ones). */
export function parseFlags(
  args: readonly string[],
  specs: FlagSpecs,
  { lenient = false }: { readonly lenient?: boolean } = {},
): ParsedFlags {
  const values = new Map<string, string>()
  let at = 0
  while (at < args.length) {
    const flag = flagAt(args, at)
    if (flag === null) return { values, rest: args.slice(args[at] === '--' ? at + 1 : at), help: false }
    const spec = specs[flag.name] ?? unknownFlag(flag, lenient)
    if (spec === null) return { values, rest: [], help: true }
    const taken = valueFor(flag, { spec, following: args[at + 1] })
    values.set(flag.name, taken.value)
    at += taken.words
  }
  return { values, rest: [], help: false }
}

/** Null for -h and -help. Throws FlagError unless unknown flags may pass; those are taken for booleans. */
function unknownFlag(flag: Flag, lenient: boolean): FlagSpec | null {
  if (flag.name === 'h' || flag.name === 'help') return null
  if (!lenient) throw new FlagError(`flag provided but not defined: -${flag.name}`)
  return { kind: flag.value === null ? 'bool' : 'string' }
}

/** Go's usage text: one flag a line, its usage indented below. */
export function usageText(program: string, specs: FlagSpecs): string {
  const lines = Object.keys(specs)
    .toSorted()
    .map(
      (name) =>
        `  -${name}${specs[name]?.kind === 'bool' ? '' : ` ${specs[name]?.kind}`}\n    \t${specs[name]?.usage ?? ''}`,
    )
  return `Usage of ${program}:\n${lines.join('\n')}\n`
}

interface Flag {
  readonly name: string
  readonly value: string | null
}

function flagAt(args: readonly string[], at: number): Flag | null {
  const arg = args[at] ?? ''
  if (!arg.startsWith('-') || arg === '-' || arg === '--') return null
  const body = arg.replace(/^--?/, '')
  if (body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${arg}`)
  const equals = body.indexOf('=')
  return equals < 0 ? { name: body, value: null } : { name: body.slice(0, equals), value: body.slice(equals + 1) }
}

function valueFor(
  flag: Flag,
  { spec, following }: { readonly spec: FlagSpec; readonly following: string | undefined },
): { readonly value: string; readonly words: number } {
  if (spec.kind === 'bool') return { value: boolOf(flag), words: 1 }
  const value = flag.value ?? following
  if (value === undefined) throw new FlagError(`flag needs an argument: -${flag.name}`)
  if (spec.kind === 'int' && !/^-?\d+$/.test(value)) {
    throw new FlagError(`invalid value "${value}" for flag -${flag.name}: parse error`)
  }
  return { value, words: flag.value === null ? 2 : 1 }
}

function boolOf(flag: Flag): string {
  if (flag.value === null || /^(1|t|T|TRUE|true|True)$/.test(flag.value)) return 'true'
  if (/^(0|f|F|FALSE|false|False)$/.test(flag.value)) return 'false'
  throw new FlagError(`invalid boolean value "${flag.value}" for -${flag.name}: parse error`)
}
