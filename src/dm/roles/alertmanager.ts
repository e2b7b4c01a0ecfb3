// Alertmanager: its peers, and whose configuration it runs with.

import { hostPort } from '../host_address.js'
import { type Instance, isRole } from '../instance.js'
import type { Facet, View } from '../view.js'

export function alertmanagerFacet(instance: Instance<'alertmanager'>, { topology }: View): Facet {
  const { spec, host, ports } = instance
  return {
    binary: 'bin/alertmanager/alertmanager',
    conf: ['conf/alertmanager.yml'],
    directories: [],
    packageVersion: null,
    readyPath: '/-/ready',
    scheme: 'http',
    log: 'alertmanager.log',
    unitSettings: [],
    vars: {
      web_port: ports[0].port,
      cluster_port: clusterPort(instance),
      alertmanager: {
        external_url: `http://${hostPort(host, ports[0].port)}`,
        cluster_address: clusterAddress(instance),
        peers: topology.instances.filter(isRole('alertmanager')).map(clusterAddress),
        config_file: spec.config_file ?? null,
        additional_args: spec.additional_args ?? [],
      },
    },
  }
}

const clusterPort = ({ spec }: Instance<'alertmanager'>): number => spec.cluster_port ?? 9094

const clusterAddress = (instance: Instance<'alertmanager'>): string => hostPort(instance.host, clusterPort(instance))
