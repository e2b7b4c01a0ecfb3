// What `display --json` says: TiUP's names where it has one, and what it does not show: sources, versions, marks.

import { instanceIds } from '../dm/merge.js'
import { joiningPart } from '../dm/stored_topology.js'
import type { Host } from '../language/inventory.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import type { InterruptedRun } from '../state/interrupted.js'
import { tlsPaths } from '../state/tls_files.js'
import type { CertificateEnd } from './certificate_end.js'
import type { InstanceStatus } from './status.js'

export interface DisplayRow {
  readonly host: Host
  readonly status: InstanceStatus
  /** false: its machine met every question with silence */
  readonly reachable: boolean
  readonly patched: boolean
}

/** `now` is milliseconds since 1970. */
export interface Displayed {
  readonly meta: ClusterMeta
  /** of the cluster */
  readonly folder: string
  readonly rows: readonly DisplayRow[]
  readonly interrupted: InterruptedRun | null
  readonly now: number
  /** the certificate that ends first; absent where the cluster speaks no TLS */
  readonly certificate?: CertificateEnd | null
}

export function displayJson(shown: Displayed): object {
  const { meta, rows, interrupted, certificate } = shown
  const client = clientFiles(shown)
  return {
    schema: 'dmbook/display/v1',
    cluster_meta: {
      cluster_type: 'dm',
      cluster_name: meta.name,
      cluster_version: meta.version,
      deploy_user: meta.user,
      ssh_type: meta.settings.ssh,
      tls_enabled: client !== null,
      ...(client ? { tls_ca_cert: client.ca, tls_client_cert: client.certificate, tls_client_key: client.key } : {}),
      ...(certificate ? { certificate_end: new Date(certificate.at).toISOString() } : {}),
      grafana_urls: grafanaUrls(rows),
      state: meta.state,
    },
    instances: rows.map(instance),
    owed: meta.owed ?? {},
    joining: instanceIds(joiningPart(meta)),
    interrupted: interrupted && { run: interrupted.run, command: interrupted.command, started: interrupted.started },
  }
}

function instance({ host, status, reachable, patched }: DisplayRow): object {
  return {
    id: host.id,
    role: host.role,
    host: host.address,
    manage_host: host.machine,
    ports: String(host.vars.ports_text ?? ''),
    os_arch: String(host.vars.platform_text ?? ''),
    status: status.status,
    reachable,
    source: status.source,
    version: status.version,
    since: status.since,
    patched,
    data_dir: host.data_dir,
    deploy_dir: host.deploy_dir,
  }
}

/** What dmctl is told of a cluster that speaks TLS; null of others. */
export const clientFiles = ({ rows, folder }: Displayed): ReturnType<typeof tlsPaths> | null =>
  rows.some(({ host }) => host.vars.tls === true) ? tlsPaths(folder) : null

export const grafanaUrls = (rows: readonly DisplayRow[]): string[] =>
  rows.filter(({ host }) => host.role === 'grafana').map(({ host }) => `http://${host.id}`)
