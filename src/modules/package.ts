// Finds a component's package and fetches it into the cache of the control machine, verified.
// It does so when it is asked what it would do: a plan fetches too, since only the digest tells whether a release would
// change. The cache is nobody's host, so that this never counts as a change, whatever comes before it.

import type { Static } from 'typebox'
import type { PackageFile } from '../packages/packages.js'
import { fetchedPackage } from './fetched_package.js'
import { defineModule, same } from './module.js'
import { object, optional, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  component: string('As dm-master, prometheus, node_exporter.'),
  version: optional(string('An exact one, as v8.1.0; the newest stable one when absent.')),
  os: string('Of the machine that will run it.', { default: 'linux' }),
  arch: string('Of the machine that will run it, as amd64.', { default: 'amd64' }),
})

export const packageModule = defineModule({
  kind: 'action',
  control: true,
  summary: 'Find a package, fetched and verified.',
  description:
    'From the folder or mirror of the run, into its cache. What is in the cache already is verified again, and not ' +
    'fetched. The result can be given to release as it is.',
  params,
  results: {
    path: 'Where it lies on the control machine.',
    sha256: 'Its digest.',
    size: 'Its bytes.',
    component: 'Its component.',
    version: 'Its exact version.',
  },
  examples: [{ component: 'dm-worker', version: 'v8.1.0', arch: 'arm64' }],

  async foresee(_host, want, tools) {
    return same(await found(want, tools))
  },

  async act(_host, want, tools) {
    return { changed: false, result: await found(want, tools) }
  },
})

async function found(want: Static<typeof params>, tools: Tools): Promise<PackageFile> {
  const { path, sha256, size, component, version } = await fetchedPackage({ version: null, ...want }, tools)
  return { path, sha256, size, component, version }
}
