// One Prometheus, Grafana and Alertmanager as a topology writes them.

import Type from 'typebox'
import { placement, storage } from './shared.js'
import { anything, argument, goDuration, host, line, list, localPath, map, port, yesOrNo } from './words.js'

const additionalArgs = Type.Optional(list(argument('One argument.'), 'Arguments added to the command.'))

const externalAlertmanager = Type.Object(
  { host: host('Where it runs.'), web_port: Type.Optional(port('Its web port.', 9093)) },
  { additionalProperties: false, description: 'An Alertmanager that is not part of this cluster.' },
)

const remoteConfig = Type.Object(
  {
    remote_write: Type.Optional(list(anything('As prometheus.yml has it.'), 'Where samples are sent.')),
    remote_read: Type.Optional(list(anything('As prometheus.yml has it.'), 'Where samples are read.')),
  },
  { additionalProperties: false, description: 'Other stores of samples.' },
)

export const monitoringServer = Type.Object(
  {
    ...placement,
    ...storage,
    port: Type.Optional(port('Web port.', 9090)),
    ng_port: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 65535, default: 0, description: 'ng-monitoring; of no use to DM.' }),
    ),
    prom_remote_write_to_vm: Type.Optional(yesOrNo('Part of ng-monitoring; of no use to DM.')),
    enable_prom_agent_mode: Type.Optional(yesOrNo('Only scrape and send; store nothing, alert on nothing.')),
    remote_config: Type.Optional(remoteConfig),
    external_alertmanagers: Type.Optional(list(externalAlertmanager, 'Alertmanagers beside those of the cluster.')),
    pushgateway_addrs: Type.Optional(list(line('host:port'), 'Push gateways to scrape.')),
    storage_retention: Type.Optional(line('Old word for storage_retention_time.')),
    storage_retention_time: Type.Optional(line('How long samples are kept, in days: 30d.')),
    storage_retention_size: Type.Optional(line('How much room samples may take: 50GB.')),
    rule_dir: Type.Optional(localPath('Directory on the control machine with *.rules.yml.')),
    additional_scrape_conf: Type.Optional(map(anything('As prometheus.yml has it.'), 'Keys added to every job.')),
    scrape_interval: Type.Optional(goDuration('How often targets are asked; 15s where absent.')),
    scrape_timeout: Type.Optional(goDuration('How long a target may take.')),
    additional_args: additionalArgs,
    ng_monitoring_config: Type.Optional(map(anything('A value.'), 'Part of ng-monitoring; of no use to DM.')),
  },
  { additionalProperties: false, description: 'A Prometheus.' },
)

export const grafanaServer = Type.Object(
  {
    ...placement,
    port: Type.Optional(port('Web port.', 3000)),
    config: Type.Optional(map(Type.String(), 'section.key: value of grafana.ini.')),
    dashboard_dir: Type.Optional(localPath('Directory on the control machine with *.json dashboards.')),
    username: Type.Optional(line('First administrator; admin where absent.')),
    password: Type.Optional(line('Password of the first administrator; admin where absent.')),
    anonymous_enable: Type.Optional(yesOrNo('Let people look without a login.')),
    root_url: Type.Optional(line('Address under which people reach it.')),
    domain: Type.Optional(line('Domain under which people reach it.')),
    default_theme: Type.Optional(line('dark or light.')),
    org_name: Type.Optional(line('Organisation of anonymous visitors.')),
    org_role: Type.Optional(line('Role of anonymous visitors.')),
    use_vm_as_datasource: Type.Optional(yesOrNo('Part of ng-monitoring; of no use to DM.')),
  },
  { additionalProperties: false, description: 'A Grafana.' },
)

export const alertmanagerServer = Type.Object(
  {
    ...placement,
    ...storage,
    web_port: Type.Optional(port('Web port.', 9093)),
    cluster_port: Type.Optional(port('Port for the other Alertmanagers.', 9094)),
    listen_host: Type.Optional(host('Address to listen on; that of global where absent.')),
    config_file: Type.Optional(localPath('alertmanager.yml on the control machine, taken as it is.')),
    additional_args: additionalArgs,
  },
  { additionalProperties: false, description: 'An Alertmanager.' },
)
