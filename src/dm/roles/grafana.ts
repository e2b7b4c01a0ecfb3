// Grafana: its grafana.ini, and the Prometheus whose samples it shows.

import { hostPort } from '../host_address.js'
import { iniSections, iniValue } from '../ini.js'
import { type Instance, isRole } from '../instance.js'
import type { Facet, Vars, View } from '../view.js'

export function grafanaFacet(instance: Instance<'grafana'>, view: View): Facet {
  const { spec } = instance
  return {
    binary: 'bin/bin/grafana-server',
    conf: ['conf/grafana.ini', ...provisioning.map((file) => `provisioning/${file}`)],
    directories: ['data', 'plugins', 'dashboards', 'provisioning/dashboards', 'provisioning/datasources'],
    packageVersion: view.cluster.version,
    readyPath: '/login',
    scheme: 'http',
    log: 'grafana.log',
    unitSettings: [],
    vars: {
      config: instance.config,
      grafana: {
        ...settings(instance),
        dashboard_dir: spec.dashboard_dir ?? null,
        datasource_url: datasource(view),
        sections: iniSections(instance.config),
      },
    },
  }
}

const provisioning = ['dashboards/dashboard.yml', 'datasources/datasource.yml']

/** Texts are ready for grafana.ini: quoted where a comment sign would cut them. */
function settings({ spec, host, ports, webHost }: Instance<'grafana'>): Vars {
  const domain = spec.domain ?? host
  const anonymous = spec.anonymous_enable ?? false
  return {
    http_addr: webHost === '' ? null : webHost,
    domain,
    root_url: optional(spec.root_url),
    admin_user: iniValue(spec.username ?? 'admin'),
    admin_password: `\`${spec.password ?? 'admin'}\``,
    default_theme: optional(spec.default_theme),
    cookie: `grafana_session_${spec.domain === undefined ? '' : `${spec.domain}_`}${ports[0].port}`,
    anonymous,
    org_name: optional(spec.org_name),
    org_role: optional(spec.org_role),
  }
}

const optional = (text: string | undefined): string | null => (text === undefined ? null : iniValue(text))

function datasource({ topology }: View): string | null {
  const first = topology.instances.find(isRole('prometheus'))
  return first ? `http://${hostPort(first.host, first.ports[0].port)}` : null
}
