// The control machine's directory of dm-ansible, as far as anybody reads it after a deploy: by path, the text.

import {
  type LegacyCluster,
  type LegacyNode,
  type LegacyRole,
  legacyGroups,
  legacyPorts,
  ofRole,
} from './legacy_node.js'

export function dmAnsibleFiles(cluster: LegacyCluster): Readonly<Record<string, string>> {
  const [master] = ofRole(cluster, 'dm-master')
  return {
    'inventory.ini': inventory(cluster),
    'hosts.ini': `[servers]\n${[...new Set(cluster.nodes.map(({ address }) => address))].join('\n')}\n\n[all:vars]\nusername = ${cluster.user}\n`,
    'ansible.cfg': ansibleCfg,
    'group_vars/all.yml': groupVars.all,
    'group_vars/dm_master_servers.yml': '---\n\ndm_master_port: "8261"\n',
    'group_vars/dm_worker_servers.yml': groupVars.worker,
    'group_vars/prometheus_servers.yml': '---\n\nprometheus_port: 9090\nprometheus_storage_retention: "15d"\n',
    'group_vars/grafana_servers.yml': '---\n\ngrafana_port: 3000\ngrafana_data_dir: "{{ deploy_dir }}/data.grafana"\n',
    'group_vars/alertmanager_servers.yml': '---\n\nalertmanager_port: 9093\n',
    'roles/dm-master/defaults/main.yml': logDefaults('dm_master'),
    'roles/dm-worker/defaults/main.yml': `${logDefaults('dm_worker')}dm_worker_relay_dir: "{{ deploy_dir }}/relay_log"\n`,
    'conf/alertmanager.yml': alertmanagerConf,
    'dmctl/dmctl.toml': `master-addr = "${master?.address}:${master?.port}"\n`,
  }
}

function inventory(cluster: LegacyCluster): string {
  const groups = (Object.keys(legacyGroups) as LegacyRole[]).map((role) => {
    const lines = ofRole(cluster, role).map((node) => hostLine(node, cluster))
    return `[${legacyGroups[role]}]\n${lines.join('\n')}\n`
  })
  const vars = {
    cluster_name: cluster.name,
    ansible_user: cluster.user,
    dm_version: cluster.version,
    deploy_dir: cluster.deployDir,
    grafana_admin_user: '"admin"',
    grafana_admin_password: '"admin"',
    ...cluster.vars,
  }
  const lines = Object.entries(vars).map(([key, value]) => `${key} = ${value}`)
  return `## DM modules\n${groups.join('\n')}\n## Global variables\n[all:vars]\n${lines.join('\n')}\n`
}

const portVars: Readonly<Record<LegacyRole, string>> = {
  'dm-master': 'dm_master_port',
  'dm-worker': 'dm_worker_port',
  prometheus: 'prometheus_port',
  grafana: 'grafana_port',
  alertmanager: 'alertmanager_port',
}

function hostLine({ role, alias, address, port, deployDir, source }: LegacyNode, cluster: LegacyCluster): string {
  const words = [alias, `ansible_host=${address}`]
  if (deployDir !== cluster.deployDir) words.push(`deploy_dir=${deployDir}`)
  if (port !== legacyPorts[role]) words.push(`${portVars[role]}=${port}`)
  if (source) {
    const { id, serverId, host, user, password } = source
    words.push(`source_id="${id}"`, `server_id=${serverId}`, `mysql_host=${host}`, `mysql_user=${user}`)
    words.push(`mysql_password='${password}'`, `mysql_port=${source.port}`)
  }
  return words.join(' ')
}

const ansibleCfg = `[defaults]
inventory = inventory.ini
transport = ssh
host_key_checking = False
timeout = 10
log_path = log/ansible.log
# remote_port = 22

[ssh_connection]
# ssh_args = -C -o ControlMaster=auto -o ControlPersist=1d
`

const groupVars = {
  all: '---\n\ndeploy_user: "{{ ansible_user }}"\nbackup_dir: "{{ deploy_dir }}/backup"\nretry_stagger: 5\n',
  worker:
    '---\n\ndm_worker_port: "8262"\nflavor: "mysql"\nenable_gtid: "false"\nrelay_binlog_name: ""\nrelay_binlog_gtid: ""\nmysql_user: "root"\nmysql_port: 3306\n',
}

const logDefaults = (name: string): string =>
  `---\n\n${name}_log_level: info\n${name}_log_dir: "{{ deploy_dir }}/log"\n${name}_log_file: ${name.replace('_', '-')}.log\n`

export const alertmanagerConf = `global:
  resolve_timeout: 5m
route:
  receiver: blackhole
  group_by: [env, alertname]
receivers:
  - name: blackhole
`
