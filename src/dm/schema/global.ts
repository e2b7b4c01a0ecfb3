// The sections of a topology that are no instances: global, monitored, component_sources, server_configs.

import Type from 'typebox'
import { arch, os, resourceControl, source } from './shared.js'
import { account, anything, directory, host, map, numaNode, oneOf, packageVersion, port, yesOrNo } from './words.js'

export const global = Type.Object(
  {
    user: Type.Optional(account('User that owns the files and runs the processes; tidb where absent.')),
    group: Type.Optional(account('Primary group of the user where it must be made; the same word where absent.')),
    ssh_port: Type.Optional(port('Port of sshd.', 22)),
    ssh_type: Type.Optional(oneOf(['builtin', 'system', 'none'], 'How machines are reached; --ssh wins.')),
    enable_tls: Type.Optional(yesOrNo('Encrypt between dm-masters and dm-workers.')),
    listen_host: Type.Optional(host('Address to listen on; all where absent.')),
    deploy_dir: Type.Optional(directory('Parent of the deploy directories; below the home of the user if relative.')),
    data_dir: Type.Optional(
      directory('Parent of the data directories if absolute; else the name of one below each deploy directory.'),
    ),
    log_dir: Type.Optional(directory('Name of the log directory below each deploy directory.')),
    resource_control: Type.Optional(resourceControl),
    os: Type.Optional(os),
    arch: Type.Optional(arch),
    custom: Type.Optional(anything('Free; nothing reads it.')),
    systemd_mode: Type.Optional(
      oneOf(['system', 'user'], "Units of the system, or of the user's own service manager (needs no root)."),
    ),
    pd_mode: Type.Optional(oneOf(['', 'ms'], 'Read for the sake of shared files; means nothing to DM.')),
  },
  { additionalProperties: false, description: 'What holds for the whole cluster.' },
)

export const monitored = Type.Object(
  {
    node_exporter_port: Type.Optional(port('Port of node_exporter.', 9100)),
    blackbox_exporter_port: Type.Optional(port('Port of blackbox_exporter.', 9115)),
    node_exporter_version: Type.Optional(packageVersion('The newest where absent.')),
    blackbox_exporter_version: Type.Optional(packageVersion('The newest where absent.')),
    deploy_dir: Type.Optional(directory('Shared by both exporters of a machine.')),
    data_dir: Type.Optional(directory('Shared by both exporters of a machine.')),
    log_dir: Type.Optional(directory('Below deploy_dir where relative.')),
    numa_node: Type.Optional(numaNode('NUMA nodes of node_exporter.')),
    resource_control: Type.Optional(resourceControl),
  },
  { additionalProperties: false, description: 'Exporters on every machine; none where the section is absent.' },
)

export const componentSources = Type.Object(
  { master: source, worker: source },
  { additionalProperties: false, description: 'Packages to install in place of dm-master and dm-worker.' },
)

const settings = map(anything('A value as TOML has it.'), 'Keys may be nested or dotted.')

export const serverConfigs = Type.Object(
  {
    master: Type.Optional(settings),
    worker: Type.Optional(settings),
    grafana: Type.Optional(map(Type.String(), 'section.key: value of grafana.ini.')),
  },
  { additionalProperties: false, description: 'Configuration of all instances of a role; their own config wins.' },
)
