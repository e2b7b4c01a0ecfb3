// `display NAME`: the cluster's head, a table of its instances, and what is not as it should be.

import type { Command, Invocation } from '../cli/io.js'
import { time } from '../cli/settings.js'
import { durationText } from '../core/duration.js'
import { exitCodes, inputError, type Problem } from '../core/error.js'
import { table } from '../core/text.js'
import type { Host } from '../language/inventory.js'
import { select } from '../language/select.js'
import { colorStatus } from '../report/status_color.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { openCluster } from './cluster.js'
import { type InstanceStatus, statuses } from './status.js'

interface Row {
  readonly host: Host
  readonly status: InstanceStatus
  readonly patched: boolean
}

export const display: Command = {
  async run(invocation) {
    const { io, options, settings } = invocation
    const cluster = await openCluster(invocation)
    if (options.version === true) {
      io.say(cluster.meta.version)
      return exitCodes.ok
    }
    const hosts = selectedHosts(invocation, cluster.inventory)
    const found = await statuses(hosts, {
      dm: cluster.dm,
      fetch: cluster.world.fetch,
      timeoutMs: statusTimeout(invocation),
    })
    const rows = sorted(hosts.flatMap((host) => rowOf(host, found, cluster.meta)))
    if (settings.json) io.say(JSON.stringify(jsonOf(rows, cluster.meta), null, 2))
    else
      for (const line of [...head(cluster.meta, rows), ...tableLines(rows, invocation), ...foot(rows, cluster.meta)])
        io.say(line)
    return options.exit_code === true && rows.some(({ status }) => !healthy(status.status))
      ? exitCodes.failed
      : exitCodes.ok
  },
}

function selectedHosts({ options }: Invocation, inventory: Parameters<typeof select>[0]): Host[] {
  const ids = select(inventory, { nodes: words(options.node), roles: words(options.role) })
  return ids.flatMap((id) => inventory.hosts.get(id) ?? [])
}

const words = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

function statusTimeout({ options }: Invocation): number {
  const problems: Problem[] = []
  const ms = time(options, { name: 'status_timeout', fallbackMs: 10_000, problems })
  if (problems.length > 0) throw inputError('E-USAGE', problems)
  return ms
}

function rowOf(host: Host, found: ReadonlyMap<string, InstanceStatus>, meta: ClusterMeta): Row[] {
  const status = found.get(host.id)
  return status ? [{ host, status, patched: meta.marks[host.id]?.patched !== undefined }] : []
}

const sorted = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }))

const order = ({ host }: Row): string => `${host.role} ${host.address} ${host.port}`

const healthy = (status: string): boolean => /^(Up|Healthy(\|L)?|Free|Bound|Relay)$/.test(status)

function head(meta: ClusterMeta, rows: readonly Row[]): string[] {
  const grafana = rows.filter(({ host }) => host.role === 'grafana').map(({ host }) => `http://${host.id}`)
  const lines: [string, string][] = [
    ['Cluster type:', 'dm'],
    ['Cluster name:', meta.name],
    ['Cluster version:', meta.version],
    ['Deploy user:', meta.user],
    ['SSH type:', meta.settings.ssh],
  ]
  if (grafana.length > 0) lines.push(['Grafana URL:', grafana.join(',')])
  return lines.map(([label, value]) => `${label.padEnd(20)}${value}`)
}

function tableLines(rows: readonly Row[], { io, options }: Invocation): string[] {
  const uptime = options.uptime === true
  const columns = [
    'ID',
    'Role',
    'Host',
    'Ports',
    'OS/Arch',
    'Status',
    ...(uptime ? ['Since'] : []),
    'Data Dir',
    'Deploy Dir',
  ]
  const cells = rows.map(({ host, status, patched }) => [
    host.id,
    `${host.role}${patched ? ' (patched)' : ''}`,
    host.address,
    String(host.vars.ports_text ?? host.port ?? '-'),
    String(host.vars.platform_text ?? '-'),
    status.status,
    ...(uptime ? [status.since === null ? '-' : durationText(Date.now() - status.since)] : []),
    host.data_dir ?? '-',
    host.deploy_dir ?? '-',
  ])
  const lines = table(columns, cells)
  return io.color ? lines.map((line, index) => colored(line, rows[index - 2])) : lines
}

function colored(line: string, row: Row | undefined): string {
  if (!row) return line
  const { status } = row.status
  return line.replace(`  ${status}  `, `  ${colorStatus(status)}  `)
}

function foot(rows: readonly Row[], meta: ClusterMeta): string[] {
  const bound = rows.filter(({ status }) => status.source).map(({ host, status }) => `${status.source} on ${host.id}`)
  const patched = rows.filter((row) => row.patched).length
  return [
    `Total nodes: ${rows.length}`,
    ...(bound.length > 0 ? [`Bound sources: ${bound.join(', ')}`] : []),
    ...(patched > 0 ? [`${patched} of them patched: their binaries are not the cluster version's own`] : []),
    ...(meta.state === 'deployed'
      ? []
      : [`This cluster is not whole: it was left while ${meta.state}. Run the same command again.`]),
  ]
}

function jsonOf(rows: readonly Row[], meta: ClusterMeta): object {
  return {
    schema: 'dmbook/display/v1',
    cluster_meta: {
      cluster_type: 'dm',
      cluster_name: meta.name,
      cluster_version: meta.version,
      deploy_user: meta.user,
      ssh_type: meta.settings.ssh,
      tls_enabled: false,
      state: meta.state,
    },
    instances: rows.map(({ host, status, patched }) => ({
      id: host.id,
      role: host.role,
      host: host.address,
      ports: String(host.vars.ports_text ?? ''),
      os_arch: String(host.vars.platform_text ?? ''),
      status: status.status,
      source: status.source,
      version: status.version,
      since: status.since,
      patched,
      data_dir: host.data_dir,
      deploy_dir: host.deploy_dir,
    })),
  }
}
