// The files of one process in the form in which `tiup dm` leaves them on a host, written from spec/tiup-dm.md §3 and what
// its releases are known to do. What stands here is for tests alone: dmbook never writes these forms.

import type { Host, Inventory, Json } from '../../../src/language/inventory.js'

/** Releases after which forms changed. */
export const releases = ['1.1', '1.3', '1.4', '1.9', '1.10', '1.12', '1.16'] as const
export type Release = (typeof releases)[number]

export interface TiupFile {
  readonly path: string
  readonly text: string
}

interface Setting {
  readonly inventory: Inventory
  readonly release: Release
  readonly services: 'systemd' | 'systemd-user'
}

/** Unit, run script and configuration; without rules and dashboards, which packages bring. */
export function tiupFiles(host: Host, setting: Setting): TiupFile[] {
  const deploy = String(host.deploy_dir)
  const at = (path: string): string => `${deploy}/${path}`
  const files: Record<string, string> = {
    [at(`scripts/run_${host.role}.sh`)]: script(host, setting),
    [unitPath(host, setting)]: unit(host, setting),
  }
  if (host.role === 'dm-master' || host.role === 'dm-worker') files[at(`conf/${host.role}.toml`)] = toml(host)
  if (host.role === 'prometheus') files[at('conf/prometheus.yml')] = prometheus(host, setting)
  if (host.role === 'alertmanager') files[at('conf/alertmanager.yml')] = alertmanager(setting)
  if (host.role === 'blackbox_exporter') files[at('conf/blackbox.yml')] = blackbox(host)
  if (host.role === 'grafana') {
    files[at('conf/grafana.ini')] = grafana(host, setting)
    files[at('provisioning/dashboards/dashboard.yml')] = dashboards(host)
    files[at('provisioning/datasources/datasource.yml')] = datasources(host, setting)
  }
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
const facet = (host: Host, name: string): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(host.vars[name] ?? {}))
const since = (release: Release, first: Release): boolean => releases.indexOf(release) >= releases.indexOf(first)
const before = (release: Release, first: Release): boolean => !since(release, first)
const group = ({ groups, hosts }: Inventory, name: string): Host[] =>
  (groups[name] ?? []).flatMap((id) => hosts.get(id) ?? [])
const warning =
  '# WARNING: This file was auto-generated. Do not edit!\n#          All your edit might be overwritten!\n'

function head(host: Host): string {
  const directory = `DEPLOY_DIR=${host.deploy_dir}\ncd "\${DEPLOY_DIR}" || exit 1\n`
  const late = ['prometheus', 'alertmanager'].includes(host.role ?? '')
  return `#!/bin/bash\nset -e\n\n${late ? `${directory}\n${warning}` : `${warning}${directory}`}\n`
}

const starts = (host: Host, program: string): string => {
  const { numa_node: numa } = host.vars
  return `exec ${numa ? `numactl --cpunodebind=${numa} --membind=${numa} ` : ''}${program} \\\n`
}

const tee = (host: Host): string => `exec > >(tee -i -a "${host.log_dir}/${host.role}.log")\nexec 2>&1\n\n`
const args = (words: readonly string[]): string => words.map((word) => `    ${word}`).join(' \\\n')

function script(host: Host, setting: Setting): string {
  if (host.role === 'dm-master') return `${head(host)}${master(host, setting)}`
  if (host.role === 'dm-worker') return `${head(host)}${worker(host, setting)}`
  if (host.role === 'prometheus')
    return `${head(host)}${setting.release === '1.16' ? wrapper(host) : ''}${ngPort(host) ? '/bin/bash scripts/ng-wrapper.sh &\n\n' : ''}${tee(host)}${prometheusStart(host, setting)}`
  if (host.role === 'alertmanager') return `${head(host)}${tee(host)}${alertmanagerStart(host, setting)}`
  if (host.role === 'grafana') {
    const words = [`--homepath="${host.deploy_dir}/bin"`, `--config="${host.deploy_dir}/conf/grafana.ini"`]
    return `${head(host)}LANG=en_US.UTF-8 \\\n${starts(host, 'bin/bin/grafana-server')}${args(words)}\n`
  }
  return `${head(host)}${tee(host)}${exporterStart(host, setting)}`
}

/** The address to listen on, as releases differ in it where none is set. */
function listening(host: Host, release: Release): string {
  const wanted = text(host.vars.listen_host)
  if (!['0.0.0.0', '::'].includes(wanted)) return bracketed(wanted)
  if (release === '1.9') return bracketed(host.address)
  return before(release, '1.12') ? '0.0.0.0' : bracketed(wanted)
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)

function master(host: Host, { release, inventory }: Setting): string {
  const { peer_port: peer, scheme } = host.vars
  const own = `${bracketed(host.address)}:${peer}`
  const peers = group(inventory, 'dm-master').map(
    (one) => `${one.member}=${scheme}://${bracketed(one.address)}:${one.vars.peer_port}`,
  )
  const peerUrl = before(release, '1.9')
    ? own
    : `${scheme}://${release === '1.9' ? own : `${listening(host, release)}:${peer}`}`
  const words = [
    ...(host.vars.v1_source_path ? [`--v1-sources-path="${host.vars.v1_source_path}"`] : []),
    `--name="${host.member}"`,
    `--master-addr="${listening(host, release)}:${host.port}"`,
    `--advertise-addr="${host.id}"`,
    `--peer-urls="${peerUrl}"`,
    `--advertise-peer-urls="${before(release, '1.9') ? own : `${scheme}://${own}`}"`,
    `--log-file="${host.log_dir}/dm-master.log"`,
    `--data-dir="${host.data_dir}"`,
    `--initial-cluster="${peers.join(',')}"`,
    '--config=conf/dm-master.toml',
  ]
  return `${starts(host, 'bin/dm-master/dm-master')}${args(words)}${outputs(host, release)}`
}

const outputs = (host: Host, release: Release): string => {
  const out = release === '1.1' ? '' : ` >> "${host.log_dir}/${host.role}_stdout.log"`
  return `${out} 2>> "${host.log_dir}/${host.role}_stderr.log"\n`
}

function worker(host: Host, { release, inventory }: Setting): string {
  const words = [
    `--name="${host.member}"`,
    `--worker-addr="${listening(host, release)}:${host.port}"`,
    `--advertise-addr="${host.id}"`,
    `--log-file="${host.log_dir}/dm-worker.log"`,
    `--join="${group(inventory, 'dm-master')
      .map(({ id }) => id)
      .join(',')}"`,
    '--config=conf/dm-worker.toml',
  ]
  return `${starts(host, 'bin/dm-worker/dm-worker')}${args(words)}${outputs(host, release)}`
}

/** ng_port of Prometheus; undefined where it is 0. */
const ngPort = ({ role, vars }: Host): string | undefined => (role === 'prometheus' ? texts(vars.ports)[1] : undefined)

const ngTargets = (host: Host): string[] => (ngPort(host) ? [`${host.address}:${ngPort(host)}`] : [])

const wrapper = (host: Host): string => `if [ -e "bin/ng-monitoring-server" ]; then
echo "#!/bin/bash

# WARNING: This file was auto-generated to restart ng-monitoring when fail. 
#          Do not edit! All your edit might be overwritten!

while true
do
    bin/ng-monitoring-server \\
        --config ${host.deploy_dir}/conf/ngmonitoring.toml \\
        >/dev/null 2>&1
    sleep 15s
done" > scripts/ng-wrapper.sh
fi

`

function prometheusStart(host: Host, { release }: Setting): string {
  const {
    agent,
    additional_args: more,
    retention_size: size,
    retention_time: time,
    external_url: url,
  } = facet(host, 'prometheus')
  const words = [
    `--config.file="${host.deploy_dir}/conf/prometheus.yml"`,
    `--web.listen-address=":${host.port}"`,
    `--web.external-url="${url}"`,
    '--web.enable-admin-api',
    '--log.level="info"',
    ...(agent ? ['--enable-feature=agent'] : [`--storage.tsdb.path="${host.data_dir}"`]),
    ...texts(more),
  ]
  if (before(release, '1.16')) words.push(`--storage.tsdb.retention="${time}"`)
  else if (!agent && size) words.push(`--storage.tsdb.retention.size="${size}"`)
  const start = `${starts(host, 'bin/prometheus/prometheus')}${args(words)}`
  if (before(release, '1.16')) return `${start}\n`
  if (agent) return `${start} \\\n`
  // with a size the time is a line of its own, which is never reached
  return `${start}${size ? '' : ' \\'}\n    --storage.tsdb.retention.time="${time}"\n`
}

function alertmanagerStart(host: Host, { release }: Setting): string {
  const { peers, additional_args: more, external_url: url, cluster_address: cluster } = facet(host, 'alertmanager')
  const wanted = text(host.vars.listen_host)
  const listen = before(release, '1.12') && wanted === '0.0.0.0' ? bracketed(host.address) : bracketed(wanted)
  const all = release === '1.12' ? text(cluster).replace(/^.*:/, '0.0.0.0:') : cluster
  const words = [
    '--config.file="conf/alertmanager.yml"',
    `--storage.path="${host.data_dir}"`,
    '--data.retention=120h',
    '--log.level="info"',
    `--web.listen-address="${listen}:${host.port}"`,
    ...(before(release, '1.9') ? [] : [`--web.external-url="${url}"`]),
    ...texts(peers).map((peer) => `--cluster.peer="${peer}"`),
    ...texts(more),
    `--cluster.listen-address="${all}"`,
  ]
  return `${starts(host, 'bin/alertmanager/alertmanager')}${args(words)}\n`
}

function exporterStart(host: Host, { release }: Setting): string {
  const node = host.role === 'node_exporter'
  const bare = release === '1.1'
  const choice = bare
    ? ''
    : `EXPORTER_BIN=bin/${host.role}/${host.role}\nif [ ! -f $EXPORTER_BIN ]; then\n  EXPORTER_BIN=bin/${host.role}\nfi\n\n`
  const old = before(release, '1.16')
  const words = node
    ? [
        `--web.listen-address=":${host.port}"`,
        '--collector.tcpstat',
        ...(old ? ['--collector.systemd'] : []),
        '--collector.mountstats',
        '--collector.meminfo_numa',
        ...(old ? ['--collector.interrupts'] : []),
        ...(bare ? [] : ['--collector.buddyinfo']),
        '--collector.vmstat.fields="^.*"',
        '--log.level="info"',
      ]
    : [`--web.listen-address=":${host.port}"`, '--log.level="info"', '--config.file="conf/blackbox.yml"']
  const rest = node && !old ? '    #--collector.systemd \\\n    #--collector.interrupts \\\n' : ''
  return `${choice}${starts(host, bare ? `bin/${host.role}/${host.role}` : '$EXPORTER_BIN')}${args(words)}\n${rest}`
}

function unitPath(host: Host, { services }: Setting): string {
  const folder = services === 'systemd' ? '/etc/systemd/system' : `/home/${host.vars.user}/.config/systemd/user`
  return `${folder}/${host.unit}.service`
}

function unit(host: Host, { release, services }: Setting): string {
  const start = `${host.deploy_dir}/scripts/run_${host.role}.sh`
  const control = facet(host, 'resource_control')
  const line = (key: string, word: string): string => (control[key] ? `${word}=${control[key]}\n` : '')
  const hangup = since(release, '1.9')
    ? `/bin/bash -c 'kill -HUP $MAINPID $(pidof ${host.deploy_dir}/bin/ng-monitoring-server)'`
    : '/bin/kill -HUP $MAINPID'
  return `[Unit]
Description=${host.role} service
After=syslog.target network.target remote-fs.target nss-lookup.target

[Service]
${line('memory_limit', 'MemoryLimit')}${line('cpu_quota', 'CPUQuota')}${line('io_read_bandwidth_max', 'IOReadBandwidthMax')}${line('io_write_bandwidth_max', 'IOWriteBandwidthMax')}${line('limit_core', 'LimitCORE')}LimitNOFILE=1000000
${before(release, '1.3') ? '#LimitCORE=infinity\n' : ''}LimitSTACK=10485760
${host.role === 'blackbox_exporter' && services === 'systemd' && since(release, '1.4') ? 'AmbientCapabilities=CAP_NET_RAW\n' : ''}${services === 'systemd' ? `User=${host.vars.user}\n` : ''}ExecStart=${since(release, '1.10') ? `/bin/bash -c '${start}'` : start}
${host.role === 'prometheus' && release !== '1.1' ? `ExecReload=${hangup}\n` : ''}
Restart=always

RestartSec=15s
${line('timeout_start_sec', 'TimeoutStartSec')}${line('timeout_stop_sec', 'TimeoutStopSec')}
[Install]
WantedBy=multi-user.target
`
}

function toml(host: Host): string {
  const section = host.role === 'dm-master' ? 'dm-master' : 'dm-worker'
  return `# WARNING: This file is auto-generated. Do not edit! All your modification will be overwritten!
# You can use 'tiup cluster edit-config' and 'tiup cluster reload' to update the configuration
# All configuration items you want to change can be added to:
# server_configs:
#   ${section}:
#     aa.b1.c3: value
#     aa.b2.c4: value
${text(host.vars.config_text)}
`
}

function prometheus(host: Host, { release, inventory }: Setting): string {
  const known = facet(host, 'prometheus')
  const tls = known.tls_dir
    ? `    scheme: https
    tls_config:
      insecure_skip_verify: false
      ca_file: ../tls/ca.crt
      cert_file: ../tls/prometheus.crt
      key_file: ../tls/prometheus.pem
`
    : ''
  const exporters = group(inventory, 'node_exporter')
  const boxes = group(inventory, 'blackbox_exporter')
  const list = (addresses: readonly string[]): string => addresses.map((address) => `      - '${address}'\n`).join('')
  const job = (name: string, addresses: readonly string[], own = ''): string =>
    `  - job_name: "${name}"\n    honor_labels: true # don't overwrite job & instance labels\n${own}${extra}    static_configs:\n    - targets:\n${list(addresses)}`
  const extra = known.scrape_extra ? indented(JSON.stringify(known.scrape_extra)) : ''
  const labelled = (name: string, addresses: readonly string[]): string =>
    `    - targets:\n${list(addresses)}      labels:\n        group: '${name}'\n`
  const probe = (name: string, groups: string): string => `  - job_name: "${name}"
    scrape_interval: 30s
    metrics_path: /probe
${extra}    params:
      module: [${tls && name === 'tidb_port_probe' ? 'tls_connect' : 'tcp_connect'}]
    static_configs:
${groups}    relabel_configs:
      - source_labels: [__address__]
        target_label: __param_target
      - source_labels: [__param_target]
        target_label: instance
${known.blackbox ? `      - target_label: __address__\n        replacement: '${known.blackbox}'\n` : ''}`
  const members = `${job(
    'dm_master',
    group(inventory, 'dm-master').map(({ id }) => id),
    tls,
  )}
${job(
  'dm_worker',
  group(inventory, 'dm-worker').map(({ id }) => id),
  tls,
)}`
  const [lastGrafana] = group(inventory, 'grafana').slice(-1)
  const rules =
    release === '1.1' || release === '1.3' ? ['dm_worker.rules.yml', 'dm_master.rules.yml'] : ['dm_worker.rules.yml']
  const alerting = texts(known.alertmanagers)
  const globals = `---
global:
  scrape_interval: ${known.scrape_interval} # By default, scrape targets every 15 seconds.
  evaluation_interval: 15s # By default, scrape targets every 15 seconds.
${known.scrape_timeout ? `  scrape_timeout: ${known.scrape_timeout}\n` : ''}  external_labels:
    cluster: '${host.vars.cluster}'
    monitor: "prometheus"

# Load and evaluate rules in this file every 'evaluation_interval' seconds.
${known.agent ? '' : `rule_files:\n${rules.map((rule) => `  - '${rule}'\n`).join('')}`}
${alerting.length > 0 ? `alerting:\n  alertmanagers:\n  - static_configs:\n    - targets:\n${list(alerting)}` : ''}
scrape_configs:
`
  const icmp = boxes.map(
    ({ id }) => `  - job_name: "blackbox_exporter_${id}_icmp"
    scrape_interval: 6s
    metrics_path: /probe
${extra}    params:
      module: [icmp]
    static_configs:
    - targets:
${list(exporters.map(({ address }) => address))}    relabel_configs:
      - source_labels: [__address__]
        regex: (.*)(:80)?
        target_label: __param_target
        replacement: \${1}
      - source_labels: [__param_target]
        regex: (.*)
        target_label: ping
        replacement: \${1}
      - source_labels: []
        regex: .*
        target_label: __address__
        replacement: '${id}'
`,
  )
  const pushed = texts(known.pushgateways)
  const gateways =
    pushed.length > 0
      ? `  - job_name: 'overwritten-cluster'\n    scrape_interval: 15s\n    honor_labels: true\n${extra}    static_configs:\n    - targets:\n${list(pushed)}`
      : ''
  const ng = ngTargets(host).length > 0 ? job('ng-monitoring', ngTargets(host)) : ''
  const idle = ['tidb', 'tiproxy', 'tikv', 'pd', 'tso', 'scheduling', 'router']
    .map((name) => job(name, [], tls))
    .join('')
  const ports = probe(
    'monitor_port_probe',
    `${pushed.length > 0 ? labelled('pushgateway', pushed) : ''}${lastGrafana ? labelled('grafana', [lastGrafana.id]) : ''}${labelled(
      'node_exporter',
      exporters.map(({ id }) => id),
    )}${labelled(
      'blackbox_exporter',
      boxes.map(({ id }) => id),
    )}`,
  )
  if (release === '1.1' || release === '1.3') return `${globals}${members}`
  const nodes = job('overwritten-nodes', since(release, '1.9') ? exporters.map(({ id }) => id) : [])
  const body = `${globals}${gateways}${nodes}${idle}${ng}${probe('tidb_port_probe', labelled('tidb', []) + labelled('tikv', []))}${ports}${icmp.join('')}
${members}`
  return `${body}\n${yamlKeys(known.remote ?? null)}`
}

/** JSON is YAML; each key at the top of the file. */
const yamlKeys = (value: Json): string =>
  Object.entries(value ?? {})
    .map(([key, part]) => `${key}: ${JSON.stringify(part)}\n`)
    .join('')

const indented = (json: string): string =>
  Object.entries(JSON.parse(json))
    .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
    .join('')

function alertmanager({ release }: Setting): string {
  const old = before(release, '1.9')
  return `global:
  # The smarthost and SMTP sender used for mail notifications.
  smtp_smarthost: "localhost:25"
  smtp_from: "alertmanager@example.org"
  smtp_auth_username: "alertmanager"
  smtp_auth_password: "password"
  # smtp_require_tls: true

route:
  # A default receiver
  receiver: "${old ? 'db-alert-email' : 'blackhole'}"
  group_by: ["env", "instance", "alertname", "type", "group", "job"]
  group_wait: 30s
  group_interval: 3m
  repeat_interval: 3m

  routes:
  # - match:
  #   receiver: webhook-kafka-adapter

receivers:
${old ? "- name: 'db-alert-email'\n  email_configs:\n  - send_resolved: true\n    to: 'xxx@xxx.com'\n" : '  # This does not alert anything\n  - name: "blackhole"\n'}`
}

const blackbox = (host: Host): string => `modules:
  http_2xx:
    prober: http
    http:
      method: GET
  http_post_2xx: { prober: http, http: { method: POST } }
  tcp_connect:
    prober: tcp
${host.vars.tls ? `  tls_connect:\n    prober: tcp\n    tcp:\n      tls: true\n      tls_config:\n        insecure_skip_verify: false\n        ca_file: ${host.deploy_dir}/tls/ca.crt\n        cert_file: ${host.deploy_dir}/tls/blackbox_exporter.crt\n        key_file: ${host.deploy_dir}/tls/blackbox_exporter.pem\n` : ''}  pop3s_banner:
    prober: tcp
    tcp:
      query_response:
        - expect: "^+OK"
      tls: true
      tls_config:
        insecure_skip_verify: false
  ssh_banner: { prober: tcp, tcp: { query_response: [{ expect: "^SSH-2.0-" }] } }
  irc_banner:
    prober: tcp
    tcp:
      query_response:
        - send: "NICK prober"
        - send: "USER prober prober prober :prober"
        - expect: "PING :([^ ]+)"
          send: "PONG \${1}"
        - expect: "^:[^ ]+ 001"
  icmp:
    prober: icmp
    timeout: 5s
    icmp:
      preferred_ip_protocol: "ip4"
`

function grafana(host: Host, { release }: Setting): string {
  const known = facet(host, 'grafana')
  const line = (key: string, value: Json | undefined): string => (value ? `${key} = ${value}\n` : '')
  const own = Array.isArray(known.sections) ? known.sections : []
  const sections = own.map((one) => {
    const { name, entries }: { name?: Json; entries?: Json } = Object.assign({}, one)
    const lines = Array.isArray(entries)
      ? entries.map((entry) => {
          const { key, value }: { key?: Json; value?: Json } = Object.assign({}, entry)
          return `${key} = ${value}\n`
        })
      : []
    return `[${name}]\n${lines.join('')}`
  })
  return `##################### Grafana Configuration Example #####################
; app_mode = production

[paths]
# Path to where grafana can store temp files, sessions, and the sqlite3 db (if that is used)
data = ${host.deploy_dir}/data
logs = ${host.deploy_dir}/${before(release, '1.9') ? 'logs' : 'log'}
plugins = ${host.deploy_dir}/plugins
provisioning = ${host.deploy_dir}/provisioning

[server]
;protocol = http
http_port = ${host.port}
domain = ${known.domain}
${known.root_url ? `root_url = ${known.root_url}\nserver_from_sub_path = true\n` : ''}
[database]

[session]

[analytics]
check_for_updates = true

[security]
admin_user = ${text(known.admin_user)}
admin_password = ${release === '1.16' ? known.admin_password : text(known.admin_password).slice(1, -1)}

[snapshots]

[users]
${line('default_theme', known.default_theme)}
${since(release, '1.9') ? `[auth]\nlogin_cookie_name = ${known.cookie}\n` : ''}
[auth.anonymous]
${known.anonymous ? `enabled = true\n${line('org_name', known.org_name)}${line('org_role', known.org_role)}` : ''}
[log]
mode = file

[log.console]

[log.file]
level = info
format = text

[dashboards.json]
enabled = false
path = ${host.deploy_dir}/dashboards

[metrics]

[grafana_net]
url = https://grafana.net
${sections.join('\n')}`
}

const dashboards = (host: Host): string => `apiVersion: 1
providers:
  - name: ${host.vars.cluster}
    folder: ${host.vars.cluster}
    type: file
    disableDeletion: false
    editable: true
    updateIntervalSeconds: 30
    options:
      path: ${host.deploy_dir}/dashboards`

function datasources(host: Host, { release }: Setting): string {
  const { cluster } = host.vars
  return `apiVersion: 1
${since(release, '1.10') ? '' : `deleteDatasources:\n  - name: ${cluster}\n`}datasources:
  - name: ${cluster}
    type: prometheus
    access: proxy
    url: ${facet(host, 'grafana').datasource_url}
    withCredentials: false
    isDefault: ${release === '1.16'}
    tlsAuth: false
    tlsAuthWithCACert: false
    version: 1
    editable: true`
}
