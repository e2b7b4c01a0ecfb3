// What the packer bakes into a packed program: which program it plays, as which component and version.
// An unpacked bundle has no stamp; then the first argument names the program (used in development only).

export const programNames = [
  'dm-master',
  'dm-worker',
  'dmctl',
  'prometheus',
  'promtool',
  'alertmanager',
  'amtool',
  'grafana-server',
  'node_exporter',
  'blackbox_exporter',
] as const

export type ProgramName = (typeof programNames)[number]

export interface Stamp {
  readonly program: ProgramName
  /** with the leading v, as packages are named */
  readonly version: string
  readonly gitHash: string
  readonly os: string
  readonly arch: string
}

/** The global that the first line of a packed program sets. */
export const stampGlobal = 'dmPlaygroundStamp'

export function isProgramName(text: string): text is ProgramName {
  return (programNames as readonly string[]).includes(text)
}

/** The line that sets the stamp; JSON of plain ASCII, so it is safe inside a script. */
export function stampLine(stamp: Stamp): string {
  return `globalThis.${stampGlobal} = ${JSON.stringify(stamp)};`
}

/** The stamp of this process and the arguments that are left for the program; null where nobody says what to play. */
export function stampOf(
  baked: unknown,
  argv: readonly string[],
): { readonly stamp: Stamp; readonly args: readonly string[] } | null {
  if (isStamp(baked)) return { stamp: baked, args: argv }
  const [program, ...args] = argv
  if (program === undefined || !isProgramName(program)) return null
  return { stamp: { program, version: 'v0.0.0', gitHash: 'None', os: 'linux', arch: 'amd64' }, args }
}

function isStamp(value: unknown): value is Stamp {
  return typeof value === 'object' && value !== null && 'program' in value && 'version' in value
}
