// Which report a run gets, and whether it has colours. Pure: the environment comes as arguments.

export type ReporterKind = 'tree' | 'lines' | 'json'

export interface Surroundings {
  /** `--json` was given */
  readonly json: boolean
  /** whether standard output is a terminal */
  readonly terminal: boolean
  /** the variables as they are, undefined where they are not set */
  readonly term?: string | undefined
  readonly noColor?: string | undefined
  readonly forceColor?: string | undefined
}

/** A tree on a terminal that can move its cursor, JSON where it was asked for, else lines. */
export function chooseReporter(around: Surroundings): { readonly kind: ReporterKind; readonly color: boolean } {
  if (around.json) return { kind: 'json', color: false }
  const dumb = around.term === 'dumb'
  return { kind: around.terminal && !dumb ? 'tree' : 'lines', color: hasColor(around, dumb) }
}

/** NO_COLOR counts when not empty (no-color.org) and wins; FORCE_COLOR counts unless it is `0` or `false`. */
function hasColor({ terminal, noColor, forceColor }: Surroundings, dumb: boolean): boolean {
  if (noColor) return false
  if (forceColor !== undefined && forceColor !== '') return forceColor !== '0' && forceColor !== 'false'
  return terminal && !dumb
}
