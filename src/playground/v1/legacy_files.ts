// What dm-ansible lays down for one process: run script, configuration, the unit. Paths are absolute, on its host.

import { alertmanagerConf } from './dm_ansible.js'
import { type LegacyCluster, type LegacyNode, type LegacyRole, ofRole } from './legacy_node.js'

/** By path; a run script may be executed. */
export function legacyFiles(node: LegacyNode, cluster: LegacyCluster): Readonly<Record<string, string>> {
  const { deployDir, role } = node
  const conf = Object.entries(confs[role](node, cluster)).map(([path, text]) => [`${deployDir}/${path}`, text])
  return { [runScript(node)]: scripts[role](node), ...Object.fromEntries(conf) }
}

export const runScript = ({ role, deployDir }: LegacyNode): string => `${deployDir}/scripts/run_${role}.sh`

export const relayDir = (node: LegacyNode): string => said(node, 'dm_worker_relay_dir', `${node.deployDir}/relay_log`)

/** Path below the deploy directory. */
export const legacyProgram = (role: LegacyRole): string =>
  role === 'grafana' ? 'opt/grafana/bin/grafana-server' : `bin/${role}`

export const unitPath = ({ role, port }: LegacyNode): string => `/etc/systemd/system/${role}-${port}.service`

export const unitText = (node: LegacyNode, { user }: LegacyCluster): string => `[Unit]
Description=${node.role} service
After=syslog.target network.target remote-fs.target nss-lookup.target

[Service]
LimitNOFILE=1000000
#LimitCORE=infinity
LimitSTACK=10485760
User=${user}
ExecStart=${runScript(node)}
Restart=always
RestartSec=15s

[Install]
WantedBy=multi-user.target
`

const head = ({ deployDir }: LegacyNode): string => `#!/bin/bash
set -e
ulimit -n 1000000 2>/dev/null || :
DEPLOY_DIR=${deployDir}

cd "\${DEPLOY_DIR}" || exit 1

# WARNING: This file was auto-generated. Do not edit!
#          All your edit might be overwritten!
`

/** A variable, or what the role says where nobody says otherwise. */
const said = ({ vars }: LegacyNode, name: string, stock: string): string => vars?.[name] ?? stock

const dmEnd = ({ deployDir, role }: LegacyNode): string =>
  `    --log-file="${deployDir}/log/${role}.log" >> "${deployDir}/log/${role}-stdout.log" 2>> "${deployDir}/log/${role}-stderr.log"\n`

const tee = ({ deployDir, role }: LegacyNode): string =>
  `exec > >(tee -i -a "${deployDir}/log/${role}.log")\nexec 2>&1\n\n`

const scripts: Readonly<Record<LegacyRole, (node: LegacyNode) => string>> = {
  'dm-master': (node) =>
    `${head(node)}exec bin/dm-master \\\n    --master-addr=":${node.port}" \\\n    -L="${said(node, 'dm_master_log_level', 'info')}" \\\n    --config="conf/dm-master.toml" \\\n${dmEnd(node)}`,
  'dm-worker': (node) =>
    `${head(node)}exec bin/dm-worker \\\n    --worker-addr=":${node.port}" \\\n    -L="${said(node, 'dm_worker_log_level', 'info')}" \\\n    --relay-dir="${relayDir(node)}" \\\n    --config="conf/dm-worker.toml" \\\n${dmEnd(node)}`,
  prometheus: (node) =>
    `${head(node)}${tee(node)}exec bin/prometheus \\\n    --config.file="${node.deployDir}/conf/prometheus.yml" \\\n    --web.listen-address=":${node.port}" \\\n    --web.external-url="http://${node.address}:${node.port}/" \\\n    --web.enable-admin-api \\\n    --log.level="info" \\\n    --storage.tsdb.path="${node.deployDir}/prometheus.data.metrics" \\\n    --storage.tsdb.retention="${said(node, 'prometheus_storage_retention', '15d')}"\n`,
  grafana: (node) =>
    `${head(node)}LANG=en_US.UTF-8 \\\nexec opt/grafana/bin/grafana-server \\\n        --homepath="${node.deployDir}/opt/grafana" \\\n        --config="${node.deployDir}/opt/grafana/conf/grafana.ini"\n`,
  alertmanager: (node) =>
    `${head(node)}${tee(node)}exec bin/alertmanager \\\n    --config.file="conf/alertmanager.yml" \\\n    --storage.path="${node.deployDir}/data.alertmanager" \\\n    --data.retention=120h \\\n    --log.level="info" \\\n    --web.listen-address=":${node.port}"\n`,
}

const confs: Readonly<Record<LegacyRole, (node: LegacyNode, cluster: LegacyCluster) => Record<string, string>>> = {
  'dm-master': (_, cluster) => ({
    'conf/dm-master.toml': `# Master Configuration.\n\n${ofRole(cluster, 'dm-worker')
      .map(({ source, address, port }) => `[[deploy]]\nsource-id = "${source?.id}"\ndm-worker = "${address}:${port}"\n`)
      .join('\n')}`,
  }),
  'dm-worker': (node) => ({ 'conf/dm-worker.toml': workerToml(node) }),
  prometheus: (_, cluster) => ({ 'conf/prometheus.yml': prometheusConf(cluster) }),
  grafana: (node) => ({
    'opt/grafana/conf/grafana.ini': `[paths]\ndata = ${node.deployDir}/data.grafana\nlogs = ${node.deployDir}/log\n\n[server]\nhttp_port = ${node.port}\ndomain = ${node.address}\n\n[security]\nadmin_user = ${said(node, 'grafana_admin_user', 'admin')}\nadmin_password = ${said(node, 'grafana_admin_password', 'admin')}\n`,
  }),
  alertmanager: () => ({ 'conf/alertmanager.yml': alertmanagerConf }),
}

/** As the template of v1.0.3 and later writes it: values as they are, optional lines only where they say something. */
function workerToml(node: LegacyNode): string {
  const { source } = node
  const optional = (key: string, text: string): string => (text === '' ? '' : `${key} = ${text}\n`)
  const quoted = (name: string, stock: string): string => {
    const text = said(node, name, stock)
    return text === '' ? '' : `"${text}"`
  }
  return `# Worker Configuration.

${optional('server-id', source?.serverId ? String(source.serverId) : '')}source-id = "${source?.id}"
${optional('flavor', quoted('flavor', 'mysql'))}enable-gtid = ${said(node, 'enable_gtid', 'false')}

${optional('relay-binlog-name', quoted('relay_binlog_name', ''))}${optional('relay-binlog-gtid', quoted('relay_binlog_gtid', ''))}charset = ""
meta-dir = ""

[from]
host = "${source?.host}"
user = "${source?.user}"
password = "${source?.password}"
port = ${source?.port}

[purge]
interval = 3600
expires = 0
remain-space = 15
`
}

function prometheusConf(cluster: LegacyCluster): string {
  const workers = ofRole(cluster, 'dm-worker').map(({ address, port }) => `        - '${address}:${port}'`)
  return `global:
  scrape_interval: 15s
  evaluation_interval: 15s
  external_labels:
    cluster: '${cluster.name}'
    monitor: 'prometheus'
scrape_configs:
  - job_name: 'dm_worker'
    honor_labels: true
    static_configs:
      - targets:
${workers.join('\n')}
`
}
