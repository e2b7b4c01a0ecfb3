// What `display` prints, line by line as TiUP does; below the table what TiUP does not say.

import { table } from '../core/text.js'
import { instanceIds } from '../dm/merge.js'
import { joiningPart } from '../dm/stored_topology.js'
import { colorStatus } from '../report/status_color.js'
import { certificateText } from './certificate_end.js'
import { type Column, fitting } from './display_columns.js'
import { clientFiles, type Displayed, type DisplayRow, grafanaUrls } from './display_json.js'

interface DisplayOptions {
  readonly uptime: boolean
  readonly color: boolean
  /** of the terminal; Infinity where no line is to be cut */
  readonly width: number
}

export function displayLines(shown: Displayed, options: DisplayOptions): string[] {
  return [...head(shown), ...tableLines(shown, options), ...foot(shown)]
}

function head(shown: Displayed): string[] {
  const { meta, rows } = shown
  const [grafana, client] = [grafanaUrls(rows), clientFiles(shown)]
  const lines: [string, string][] = [
    ['Cluster type:', 'dm'],
    ['Cluster name:', meta.name],
    ['Cluster version:', meta.version],
    ['Deploy user:', meta.user],
    ['SSH type:', meta.settings.ssh],
  ]
  if (client) {
    lines.push(['TLS encryption:', 'enabled'], ['CA certificate:', client.ca])
    lines.push(['Client private key:', client.key], ['Client certificate:', client.certificate])
  }
  if (grafana.length > 0) lines.push(['Grafana URL:', grafana.join(',')])
  return lines.map(([label, value]) => `${label.padEnd(20)}${value}`)
}

function columnsFor({ rows, now }: Displayed, { uptime }: DisplayOptions): Column[] {
  const managed = rows.some(({ host }) => host.machine !== host.address)
  const since = ({ status }: DisplayRow): string => (status.since === null ? '-' : sinceText(now - status.since))
  return [
    { name: 'ID', text: ({ host }) => host.id },
    { name: 'Role', text: ({ host, patched }) => `${host.role}${patched ? ' (patched)' : ''}` },
    { name: 'Host', text: ({ host }) => host.address, spare: 3 },
    ...(managed ? [{ name: 'Manage Host', text: ({ host }: DisplayRow) => host.machine }] : []),
    { name: 'Ports', text: ({ host }) => String(host.vars.ports_text ?? host.port ?? '-') },
    { name: 'OS/Arch', text: ({ host }) => String(host.vars.platform_text ?? '-'), spare: 2 },
    { name: 'Status', text: ({ status }) => status.status },
    ...(uptime ? [{ name: 'Since', text: since }] : []),
    { name: 'Data Dir', text: ({ host }) => host.data_dir ?? '-', spare: 1, path: true },
    { name: 'Deploy Dir', text: ({ host }) => host.deploy_dir ?? '-', spare: 1, path: true },
  ]
}

function tableLines(shown: Displayed, options: DisplayOptions): string[] {
  const columns = fitting(columnsFor(shown, options), shown.rows, options.width)
  const lines = table(
    columns.map(({ name }) => name),
    shown.rows.map((row) => columns.map(({ text }) => text(row))),
  )
  return options.color ? lines.map((line, index) => colored(line, shown.rows[index - 2])) : lines
}

function colored(line: string, row: DisplayRow | undefined): string {
  if (!row) return line
  const { status } = row.status
  return line.replace(`  ${status}  `, `  ${colorStatus(status)}  `)
}

/** `3d4h5m6s` without the units that are zero, as TiUP has it. */
export function sinceText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const
  return parts.map(([number, unit]) => (number > 0 ? `${number}${unit}` : '')).join('') || '0s'
}

function foot(shown: Displayed): string[] {
  const { rows, meta, interrupted, certificate, now } = shown
  const bound = rows.filter(({ status }) => status.source).map(({ host, status }) => `${status.source} on ${host.id}`)
  const patched = rows.filter((row) => row.patched).length
  const lines = [`Total nodes: ${rows.length}`]
  const silent = new Set(rows.filter(({ reachable }) => !reachable).map(({ host }) => host.address))
  if (silent.size > 0) lines.push(`Out of reach, so that nothing is known of them: ${[...silent].join(', ')}`)
  if (bound.length > 0) lines.push(`Bound sources: ${bound.join(', ')}`)
  if (certificate) lines.push(certificateText(certificate, { now, cluster: meta.name }))
  if (patched > 0) lines.push(`${patched} of them patched: their binaries are not the cluster version's own`)
  for (const line of [...rollingLines({ rows, meta }), ...owedLines(meta)]) lines.push(line)
  if (meta.state !== 'deployed')
    lines.push(`This cluster is not whole: it was left while ${meta.state}. Run the same command again.`)
  if (interrupted)
    lines.push(`A run was interrupted: ${interrupted.command}. Continue: dmbook resume ${interrupted.run}`)
  return lines
}

/** What machines owe that were out of reach, one line for each state and run. */
function owedLines({ owed = {} }: Displayed['meta']): string[] {
  const groups = new Map<string, string[]>()
  for (const [id, { wants, run }] of Object.entries(owed)) {
    const key = `to be ${wants === 'current' ? 'running its newest files' : wants} since run ${run}`
    groups.set(key, [...(groups.get(key) ?? []), id])
  }
  return [...groups].map(
    ([what, ids]) => `Owed, ${what}: ${ids.join(', ')}. The next run that changes the cluster does it.`,
  )
}

/** What a scale-out has begun and not finished. */
function joiningLine(meta: Displayed['meta']): string[] {
  const ids = instanceIds(joiningPart(meta)).join(', ')
  if (ids === '') return []
  return [
    `Joining, not finished: ${ids}. The same scale-out again, or: dmbook scale-in ${meta.name} -N ${ids.replaceAll(', ', ',')}`,
  ]
}

/** What a rolling operation leaves, or has left half way: versions that differ, instances that it stopped. */
function rollingLines({ rows, meta }: Pick<Displayed, 'rows' | 'meta'>): string[] {
  const others = rows.filter(({ status }) => status.version !== null && status.version !== meta.version)
  const out = Object.entries(meta.withdrawn ?? {}).flatMap(([id, work]) => (work.out ? [id] : []))
  return [
    ...(others.length > 0
      ? [
          `Other versions than ${meta.version}: ${others.map(({ host, status }) => `${host.id} ${status.version}`).join(', ')}`,
        ]
      : []),
    ...(out.length > 0 ? [`Taken out of service by a run that did not end: ${out.join(', ')}`] : []),
    ...joiningLine(meta),
    ...(meta.upgrading
      ? [`On its way to ${meta.upgrading}. Continue: dmbook upgrade ${meta.name} ${meta.upgrading}`]
      : []),
  ]
}
