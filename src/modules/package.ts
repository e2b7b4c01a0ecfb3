// Finds a component's package and fetches it into the cache of the control machine, verified.
// A plan fetches too: only the digest tells whether a release would change, and the cache is nobody's host.

import { defineModule } from './module.js'
import { object, optional, string } from './params.js'

export const packageModule = defineModule({
  kind: 'read',
  control: true,
  summary: 'Find a package, fetched and verified.',
  description:
    'From the folder or mirror of the run, into its cache. What is in the cache already is verified again, and not ' +
    'fetched. The result can be given to release as it is.',
  params: object({
    component: string('As dm-master, prometheus, node_exporter.'),
    version: optional(string('An exact one, as v8.1.0; the newest stable one when absent.')),
    os: string('Of the machine that will run it.', { default: 'linux' }),
    arch: string('Of the machine that will run it, as amd64.', { default: 'amd64' }),
  }),
  results: {
    path: 'Where it lies on the control machine.',
    sha256: 'Its digest.',
    size: 'Its bytes.',
    component: 'Its component.',
    version: 'Its exact version.',
  },
  examples: [{ component: 'dm-worker', version: 'v8.1.0', arch: 'arm64' }],

  async read(_host, { component, version = null, os, arch }, tools) {
    const { path, sha256, size, ...found } = await tools.packages.get({ component, version, os, arch })
    return { path, sha256, size, component: found.component, version: found.version }
  },
})
