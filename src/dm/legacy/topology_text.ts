// The topology of a taken-over cluster as a file for people: every value says where it came from.

import { commentedYaml, type Row, Rows } from './commented_yaml.js'
import { clusterPort, newPlace, peerPort } from './places.js'
import { type Known, shortPlace } from './process.js'
import type { Seen } from './seen.js'
import type { Takeover } from './takeover.js'

export interface TextOptions {
  /** where alertmanager.yml is kept on the control machine; null where there is none */
  readonly alertmanagerFile: string | null
  /** the user who runs supervised processes is the caller, whoever ran DM 1.0 */
  readonly supervised: boolean
}

export function topologyText(takeover: Takeover, options: TextOptions): string {
  const { legacy, wishes } = takeover
  const head = [
    `# ${wishes.name}: a cluster of DM 1.0 as it will be with DM ${wishes.version}.`,
    '# Behind each value stands where it came from. Ports are the old ones; every process gets a directory of its own',
    '# below the one that dm-ansible used, where nothing of DM 1.0 is touched.',
    ...legacy.dropped.map((text) => `# Left out: ${text}.`),
  ]
  const rows = new Rows([
    { key: 'global', value: globals(takeover, options) },
    ...section(takeover, { key: 'master_servers', role: 'dm-master', rowsOf: master }),
    ...section(takeover, { key: 'worker_servers', role: 'dm-worker', rowsOf: worker }),
    ...section(takeover, { key: 'monitoring_servers', role: 'prometheus', rowsOf: prometheus }),
    ...section(takeover, { key: 'grafana_servers', role: 'grafana', rowsOf: grafana }),
    ...section(takeover, {
      key: 'alertmanager_servers',
      role: 'alertmanager',
      rowsOf: (seen) => alertmanager(seen, options),
    }),
  ])
  return `${head.join('\n')}\n${commentedYaml(rows)}`
}

const row = <T extends string | number | boolean>(key: string, { value, from }: Known<T>): Row => ({
  key,
  value,
  note: from,
})

function globals({ legacy, seen }: Takeover, { supervised }: TextOptions): Rows {
  const ssh = commonPort(seen)
  return new Rows([
    ...(supervised ? [] : [row('user', legacy.user)]),
    ...(ssh === 22 ? [] : [{ key: 'ssh_port', value: ssh, note: 'ansible_port' }]),
    row('deploy_dir', legacy.deployDir),
  ])
}

const sshPort = ({ process }: Seen): number => process.sshPort ?? 22

const commonPort = (seen: readonly Seen[]): number => (seen[0] ? sshPort(seen[0]) : 22)

interface Section {
  readonly key: string
  readonly role: string
  rowsOf(seen: Seen, takeover: Takeover): readonly Row[]
}

function section(takeover: Takeover, { key, role, rowsOf }: Section): Row[] {
  const { seen, legacy } = takeover
  const own = seen.filter(({ process }) => process.role === role)
  if (own.length === 0) return []
  const items = own.map((one) => {
    const { process } = one
    const place = newPlace(one, legacy)
    const host = { key: 'host', value: process.address, note: `${process.alias}, ${shortPlace(process.at)}` }
    const ssh =
      sshPort(one) === commonPort(seen) ? [] : [{ key: 'ssh_port', value: sshPort(one), note: 'ansible_port' }]
    const below = { key: 'deploy_dir', value: place.deployDir, note: `below ${process.deployDir.value}` }
    return new Rows([host, ...ssh, ...(place.usual ? [] : [below]), ...rowsOf(one, takeover)])
  })
  return [{ key, value: Rows.list(items) }]
}

const config = (rows: readonly Row[]): Row[] => (rows.length === 0 ? [] : [{ key: 'config', value: new Rows(rows) }])

const logLevel = ({ logLevel: level }: Seen): Row[] =>
  level === null || level === 'info' ? [] : [{ key: 'log-level', value: level, note: 'its run script' }]

function master(seen: Seen, { legacy }: Takeover): Row[] {
  const { port, masterConfig } = seen
  const peer = peerPort(port.value)
  const rpc = Object.entries(masterConfig).map(([key, value]) => ({ key, value, note: 'dm-master.toml' }))
  return [
    row('port', port),
    ...(peer === 8291 ? [] : [{ key: 'peer_port', value: peer, note: 'new in DM 2.0: its port and 30' }]),
    {
      key: 'v1_source_path',
      value: `${newPlace(seen, legacy).deployDir}/v1source`,
      note: 'taken away again when DM has read it',
    },
    ...config([...logLevel(seen), ...rpc]),
  ]
}

const worker = (seen: Seen): Row[] => [row('port', seen.port), ...config(logLevel(seen))]

function prometheus({ port, script }: Seen): Row[] {
  const retention = script.flags.get('storage.tsdb.retention')
  const days = retention !== undefined && /^\d+d$/.test(retention) ? retention : null
  return [
    row('port', port),
    ...(days === null ? [] : [{ key: 'storage_retention_time', value: days, note: 'run_prometheus.sh' }]),
  ]
}

function grafana({ port, look, process }: Seen): Row[] {
  const ini = (key: string): string | undefined =>
    new RegExp(`^\\s*${key}\\s*=\\s*(.*?)\\s*$`, 'm')
      .exec(look.config?.text ?? '')?.[1]
      ?.replace(/^(["'`])(.*)\1$/, '$2')
  const values = (['user', 'password'] as const).map((key) => {
    const value = ini(`admin_${key}`) ?? process.vars.get(`grafana_admin_${key}`)?.value ?? 'admin'
    return { key: key === 'user' ? 'username' : 'password', value, note: `admin_${key} of grafana.ini` }
  })
  return [row('port', port), ...values.filter(({ value }) => value !== 'admin')]
}

function alertmanager({ port }: Seen, { alertmanagerFile }: TextOptions): Row[] {
  const cluster = clusterPort(port.value)
  return [
    row('web_port', port),
    ...(cluster === 9094 ? [] : [{ key: 'cluster_port', value: cluster, note: 'new in DM 2.0: its port and 1' }]),
    ...(alertmanagerFile === null
      ? []
      : [{ key: 'config_file', value: alertmanagerFile, note: 'a copy of conf/alertmanager.yml' }]),
  ]
}
