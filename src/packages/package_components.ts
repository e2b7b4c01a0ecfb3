// Which components a package brings, told by where their programs lie: TiUP's layout has each in a directory of its own
// name (but for Grafana, which is the package itself); a hotfix may hold the bare program. Pure.

const named = [
  'dm-master',
  'dm-worker',
  'dmctl',
  'prometheus',
  'alertmanager',
  'node_exporter',
  'blackbox_exporter',
] as const

/** Component and the places of its program, relative to the package. */
const places: readonly (readonly [string, readonly string[]])[] = [
  ...named.map((name) => [name, [name, `${name}/${name}`]] as const),
  ['grafana', ['bin/grafana-server']],
]

/** `files` are the paths of regular files, without `./`. In the order of DM's roles. */
export function componentsIn(files: Iterable<string>): string[] {
  const there = new Set(files)
  return places.filter(([, programs]) => programs.some((program) => there.has(program))).map(([name]) => name)
}
