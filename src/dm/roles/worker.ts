// dm-worker: it joins all masters. Its relay log and dumps lie in its working directory, the deploy directory;
// no flag gives it the data directory.

import { type Instance, instanceId } from '../instance.js'
import { tomlText } from '../server_config.js'
import { type Facet, masters, scheme, tlsConfig, tlsFolder, type View } from '../view.js'

export function workerFacet(instance: Instance<'dm-worker'>, view: View): Facet {
  const config = { ...instance.config, ...tlsConfig(view, instance) }
  return {
    binary: 'bin/dm-worker/dm-worker',
    conf: ['conf/dm-worker.toml', ...tlsFolder(view)],
    directories: tlsFolder(view),
    packageVersion: view.cluster.version,
    readyPath: '/status',
    scheme: scheme(view),
    log: 'dm-worker.log',
    unitSettings: [],
    vars: { join: masters(view).map(instanceId), config, config_text: tomlText(config) },
  }
}
