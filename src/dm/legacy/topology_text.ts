// The topology that a cluster of DM 1.0 becomes, as a file for people: every value says where it came from. Made from what
// the hosts show, or from the inventory alone.

import type { Secret } from '../../core/secret.js'
import { commentedYaml, type Row, Rows } from './commented_yaml.js'
import { clusterPort, newPlace, peerPort } from './places.js'
import { type Known, type Legacy, shortPlace } from './process.js'
import type { Seen } from './seen.js'

export interface Described {
  readonly legacy: Legacy
  readonly seen: readonly Seen[]
  /** `version` null where nobody has chosen one */
  readonly wishes: { readonly name: string; readonly version: string | null; readonly secretKey: Secret | null }
}

export interface TextOptions {
  /** where alertmanager.yml is kept on the control machine; null where there is none */
  readonly alertmanagerFile: string | null
  /** the user who runs supervised processes is the caller, whoever ran DM 1.0 */
  readonly supervised: boolean
}

export function topologyText(takeover: Described, options: TextOptions): string {
  const { legacy, wishes } = takeover
  const head = [
    wishes.version === null
      ? `# ${wishes.name}: a cluster of DM 1.0 as its inventory describes it; nobody looked at its hosts.`
      : `# ${wishes.name}: a cluster of DM 1.0 as it will be with DM ${wishes.version}.`,
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

function globals({ legacy, seen }: Described, { supervised }: TextOptions): Rows {
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
  rowsOf(seen: Seen, takeover: Described): readonly Row[]
}

function section(takeover: Described, { key, role, rowsOf }: Section): Row[] {
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
  level === null || level.value === 'info' ? [] : [row('log-level', level)]

function master(seen: Seen, { legacy, wishes }: Described): Row[] {
  const { port, masterConfig } = seen
  const peer = peerPort(port.value)
  const rpc = Object.entries(masterConfig).map(([key, value]) => ({ key, value, note: 'dm-master.toml' }))
  return [
    row('port', port),
    ...(peer === 8291 ? [] : [{ key: 'peer_port', value: peer, note: 'new in DM 2.0: its port and 30' }]),
    ...(wishes.version === null ? [] : [sources(newPlace(seen, legacy).deployDir)]),
    ...config([...logLevel(seen), ...rpc, ...(wishes.secretKey === null ? [] : [keyRow(seen, legacy)])]),
  ]
}

const keyRow = (seen: Seen, legacy: Legacy): Row => ({
  key: 'secret-key-path',
  value: `${newPlace(seen, legacy).deployDir}/conf/secret.key`,
  note: 'the file of --secret-key',
})

const sources = (deployDir: string): Row => ({
  key: 'v1_source_path',
  value: `${deployDir}/v1source`,
  note: 'taken away again when DM has read it',
})

const worker = (seen: Seen): Row[] => [row('port', seen.port), ...config(logLevel(seen))]

function prometheus({ port, script, process }: Seen): Row[] {
  const flag = script.flags.get('storage.tsdb.retention')
  const said = flag === undefined ? process.vars.get('prometheus_storage_retention') : known(flag, 'run_prometheus.sh')
  return [row('port', port), ...(said && /^\d+d$/.test(said.value) ? [row('storage_retention_time', said)] : [])]
}

const known = (value: string, from: string): Known<string> => ({ value, from })

function grafana({ port, look, process }: Seen): Row[] {
  const ini = (key: string): string | undefined =>
    new RegExp(`^\\s*${key}\\s*=\\s*(.*?)\\s*$`, 'm')
      .exec(look.config?.text ?? '')?.[1]
      ?.replace(/^(["'`])(.*)\1$/, '$2')
  const values = (['user', 'password'] as const).flatMap((key) => {
    const written = ini(`admin_${key}`)
    const said =
      written === undefined ? process.vars.get(`grafana_admin_${key}`) : known(written, `admin_${key} of grafana.ini`)
    return said && said.value !== 'admin' ? [row(key === 'user' ? 'username' : 'password', said)] : []
  })
  return [row('port', port), ...values]
}

function alertmanager({ port }: Seen, { alertmanagerFile }: TextOptions): Row[] {
  const cluster = clusterPort(port.value)
  return [
    row('web_port', port),
    ...(cluster === 9094 ? [] : [{ key: 'cluster_port', value: cluster, note: 'new in DM 2.0: its port and 1' }]),
    ...(alertmanagerFile === null
      ? []
      : [{ key: 'config_file', value: alertmanagerFile, note: 'conf/alertmanager.yml' }]),
  ]
}
