// Prometheus: what it keeps, where it alerts and what it scrapes beside the cluster itself.

import type { Json } from '../../language/inventory.js'
import { hostPort } from '../host_address.js'
import { type Instance, instanceId, isRole } from '../instance.js'
import { monitoredMachines } from '../machine.js'
import { retentionSize, retentionTime } from '../retention.js'
import type { PrometheusSpec } from '../schema/topology.js'
import { type Facet, tlsFolder, type Vars, type View } from '../view.js'

const agentFlag = '--enable-feature=agent'

export function prometheusFacet(instance: Instance<'prometheus'>, view: View): Facet {
  return {
    binary: 'bin/prometheus/prometheus',
    conf: ['conf', ...tlsFolder(view)],
    directories: tlsFolder(view),
    packageVersion: view.cluster.version,
    readyPath: '/-/ready',
    scheme: 'http',
    log: 'prometheus.log',
    unitSettings: ['ExecReload=/bin/kill -HUP $MAINPID'],
    vars: {
      listen_address: hostPort(instance.webHost, instance.ports[0].port),
      prometheus: { ...process(instance), ...scraping(instance, view), ...rules(instance, view) },
    },
  }
}

function process({ spec, host, ports }: Instance<'prometheus'>): Vars {
  return {
    external_url: `http://${hostPort(host, ports[0].port)}/`,
    agent: agent(spec),
    additional_args: (spec.additional_args ?? []).filter((argument) => argument !== agentFlag),
    retention_time: retentionTime(spec),
    retention_size: retentionSize(spec),
  }
}

/** `remote` and `scrape_extra` are parts of prometheus.yml as they were written. */
function scraping({ spec, machine, deployDir }: Instance<'prometheus'>, view: View): Vars {
  return {
    scrape_interval: spec.scrape_interval ?? '15s',
    scrape_timeout: spec.scrape_timeout ?? null,
    scrape_extra: asJson(spec.additional_scrape_conf ?? null),
    remote: asJson(spec.remote_config ?? null),
    pushgateways: spec.pushgateway_addrs ?? [],
    alertmanagers: agent(spec) ? [] : alertmanagers(spec, view),
    blackbox: blackbox(machine, view),
    tls_dir: view.topology.tls ? `${deployDir}/tls` : null,
  }
}

/** `rule_files` are globs beside prometheus.yml; the playbook copies the rules of the dm-master package there. */
function rules({ spec }: Instance<'prometheus'>, { topology }: View): Vars {
  const some = spec.rule_dir !== undefined || topology.instances.some(isRole('dm-worker'))
  const files = spec.rule_dir === undefined ? 'dm_worker.rules.yml' : '*.rules.yml'
  return { rule_dir: spec.rule_dir ?? null, rule_files: some && !agent(spec) ? [files] : [] }
}

const agent = (spec: PrometheusSpec): boolean =>
  (spec.enable_prom_agent_mode ?? false) || (spec.additional_args ?? []).includes(agentFlag)

function alertmanagers({ external_alertmanagers: external = [] }: PrometheusSpec, { topology }: View): string[] {
  const own = topology.instances.filter(isRole('alertmanager')).map(instanceId)
  return [...own, ...external.map(({ host, web_port = 9093 }) => hostPort(host, web_port))]
}

/** The blackbox_exporter of its own machine, which probes ports and hosts for it. */
function blackbox(machine: string, { topology }: View): string | null {
  const own = monitoredMachines(topology).find(({ id }) => id === machine)
  return own && topology.monitored ? hostPort(own.host, topology.monitored.blackboxExporterPort) : null
}

/** What the schema calls unknown came from YAML, so it is plain data; a round trip proves it. */
const asJson = (value: object | null): Json => JSON.parse(JSON.stringify(value))
