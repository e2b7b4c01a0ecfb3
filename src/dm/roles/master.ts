// dm-master: its peers, whether it bootstraps or joins, its configuration.

import { hostPort } from '../host_address.js'
import { type Instance, instanceId } from '../instance.js'
import { tomlText } from '../server_config.js'
import { type Facet, masters, scheme, tlsConfig, tlsFolder, type Vars, type View } from '../view.js'

export function masterFacet(instance: Instance<'dm-master'>, view: View): Facet {
  const config = { ...instance.config, ...tlsConfig(view, instance) }
  return {
    binary: 'bin/dm-master/dm-master',
    conf: ['conf/dm-master.toml', ...tlsFolder(view)],
    directories: tlsFolder(view),
    packageVersion: view.cluster.version,
    readyPath: '/status',
    scheme: scheme(view),
    log: 'dm-master.log',
    unitSettings: [],
    vars: { ...peering(instance, view), config, config_text: tomlText(config) },
  }
}

function peering(instance: Instance<'dm-master'>, view: View): Vars {
  const peer = peerPort(instance)
  return {
    peer_port: peer,
    peer_listen_url: `${scheme(view)}://${hostPort(instance.listenHost, peer)}`,
    peer_url: peerUrl(instance, view),
    initial_cluster: masters(view).map((master) => `${master.member}=${peerUrl(master, view)}`),
    joins: joined(view, instance),
    join: others(instance, view).map(instanceId),
    v1_source_path: instance.spec.v1_source_path ?? null,
  }
}

/** Whom a new master asks to be let in: those that were there first come first. */
function others(instance: Instance<'dm-master'>, view: View): Instance<'dm-master'>[] {
  const rest = masters(view).filter((master) => instanceId(master) !== instanceId(instance))
  return rest.sort((a, b) => Number(joined(view, a)) - Number(joined(view, b)))
}

const joined = ({ cluster }: View, instance: Instance<'dm-master'>): boolean =>
  (cluster.joined ?? []).includes(instanceId(instance))

const peerPort = ({ spec }: Instance<'dm-master'>): number => spec.peer_port ?? 8291

const peerUrl = (instance: Instance<'dm-master'>, view: View): string =>
  `${scheme(view)}://${hostPort(instance.host, peerPort(instance))}`
