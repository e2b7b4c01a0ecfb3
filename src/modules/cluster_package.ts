// Keeps a package in the cluster's own folder, for instances that are added later.

import { basename } from 'node:path'
import { inspectTarball } from '../packages/tarball.js'
import type { ClusterMeta, KeptPackage } from '../state/cluster_store.js'
import { isKeptWhole, keepPackage } from '../state/kept_packages.js'
import { defineModule, differs, same } from './module.js'
import { packageFile, packageParam } from './package_param.js'
import { object } from './params.js'
import { changeRecord, recordOf, recordStore } from './record_store.js'

export const clusterPackage = defineModule({
  kind: 'state',
  control: true,
  summary: 'Keep a package for instances that are added later.',
  description:
    "Of every component in it: instances that are added get it in place of the cluster version's own, until an upgrade.",
  params: object({
    package: packageParam('A .tar.gz of the control machine, or what an input of type package gives.'),
  }),
  examples: [{ package: '/packages/dm-worker-hotfix.tar.gz' }],

  async check(_host, want, tools) {
    const [file, meta] = await Promise.all([packageFile(want.package, tools), recordOf(tools)])
    const { components } = await inspectTarball(file.path)
    const known = components.every((component) => meta.kept?.[component]?.sha256 === file.sha256)
    return known && (await isKeptWhole(recordStore(tools).folder, file))
      ? same()
      : differs(`keep ${basename(file.path)} for ${components.join(', ')}`)
  },

  async apply(_host, want, tools) {
    const file = await packageFile(want.package, tools)
    const { components } = await inspectTarball(file.path)
    const kept: KeptPackage = { name: basename(file.path), sha256: file.sha256, size: file.size }
    await keepPackage(recordStore(tools).folder, file)
    await changeRecord(tools, (meta) => withKept(meta, { components, kept }))
  },
})

const withKept = (
  meta: ClusterMeta,
  { components, kept }: { components: readonly string[]; kept: KeptPackage },
): ClusterMeta => ({
  ...meta,
  kept: { ...meta.kept, ...Object.fromEntries(components.map((component) => [component, kept])) },
})
