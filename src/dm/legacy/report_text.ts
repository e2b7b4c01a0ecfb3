// What an import shows before anything is changed: the topology, the sources without their passwords, the tasks, what
// lies elsewhere than before, and what is left out.

import { count } from '../../core/text.js'
import { metaDirectories, newPlace } from './places.js'
import type { Seen } from './seen.js'
import { sourceFiles } from './source_text.js'
import type { Takeover } from './takeover.js'

export function reportText(takeover: Takeover, { topology }: { readonly topology: string }): string {
  const { seen, wishes, tasks } = takeover
  const sources = sourceFiles(seen, wishes).map(({ shown }) => indented(shown))
  return [
    'The topology:\n',
    indented(masked(topology)),
    `\n${count(sources.length, 'source')} of DM 2.0, passwords hidden:\n`,
    sources.join('  ---\n'),
    `\n${tasks.length === 0 ? 'No tasks go on.' : 'Tasks that go on:'}\n`,
    ...tasks.map(({ task, source, stage }) => `  ${task} of ${source}: ${stage}\n`),
    '\nWhat lies elsewhere than before (the old directories stay as they are):\n',
    ...moves(takeover).map((move) => `  ${move}\n`),
    '\nWhat else changes:\n',
    ...changes(takeover).map((change) => `  ${change}\n`),
  ].join('')
}

/** The same for programs. */
export const reportJson = (takeover: Takeover, { topology }: { readonly topology: string }): object => ({
  schema: 'dmbook/import/v1',
  name: takeover.wishes.name,
  version: takeover.wishes.version,
  topology: masked(topology),
  sources: sourceFiles(takeover.seen, takeover.wishes).map(({ id, shown }) => ({ id, config: shown })),
  tasks: takeover.tasks,
  moves: moves(takeover),
  changes: changes(takeover),
})

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

/** Of the whole text only Grafana's password is one. */
const masked = (topology: string): string => topology.replaceAll(/^(\s+(?:- )?password: ).*?( #.*)?$/gm, '$1******$2')

/** One line for each process. */
export const moves = ({ seen, legacy }: Takeover): string[] =>
  seen.map((one) => {
    const { process, port } = one
    const { deployDir } = newPlace(one, legacy)
    return `${process.role} ${process.address}:${port.value}: ${process.deployDir.value} → ${deployDir}`
  })

function changes({ seen, legacy, wishes }: Takeover): string[] {
  const ofRole = (role: string): Seen[] => seen.filter(({ process }) => process.role === role)
  return [
    ...ofRole('dm-worker').flatMap((one) => metaLine(one, newPlace(one, legacy).deployDir)),
    wishes.relay === 'off'
      ? 'Relay logs are not written any more: DM reads the binlogs of the upstreams, which must still have them.'
      : 'Relay logs go on in the old directories.',
    ...ofRole('prometheus').map(() => 'Prometheus begins with an empty history; the old samples stay where they are.'),
    ...ofRole('grafana').map(
      () => 'Grafana has new dashboards; users and dashboards of the old one stay where they are.',
    ),
    'Units are started at boot; those of dm-ansible were not.',
    ...legacy.dropped,
  ]
}

function metaLine(one: Seen, deployDir: string): string[] {
  const { from, to } = metaDirectories(one, deployDir)
  return from === null ? [] : [`The tasks of ${one.process.address}:${one.port.value} are copied: ${from} → ${to}`]
}
