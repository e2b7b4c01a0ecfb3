// Keeps a package in the cluster's own folder, for instances that are added later.

import { copyFile, mkdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { LocalFile } from '../hosts/host.js'
import { inspectTarball } from '../packages/tarball.js'
import type { ClusterMeta, KeptPackage } from '../state/cluster_store.js'
import { defineModule, differs, same } from './module.js'
import { packageFile, packageParam } from './package_param.js'
import { object } from './params.js'
import { changeRecord, recordOf, recordStore } from './record_store.js'
import type { Tools } from './tools.js'

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
    return known && (await isWhole(file, tools))
      ? same()
      : differs(`keep ${basename(file.path)} for ${components.join(', ')}`)
  },

  async apply(_host, want, tools) {
    const file = await packageFile(want.package, tools)
    const { components } = await inspectTarball(file.path)
    const kept: KeptPackage = { name: basename(file.path), sha256: file.sha256, size: file.size }
    await copyIn(file, tools)
    await changeRecord(tools, (meta) => withKept(meta, { components, kept }))
  },
})

const placeOf = (tools: Tools, sha256: string): string =>
  join(recordStore(tools).folder, 'packages', `${sha256}.tar.gz`)

async function isWhole({ sha256, size }: LocalFile, tools: Tools): Promise<boolean> {
  const found = await stat(placeOf(tools, sha256)).catch(() => null)
  return found?.size === size
}

/** Another name first: a copy that was killed must not look whole. */
async function copyIn(file: LocalFile, tools: Tools): Promise<void> {
  const place = placeOf(tools, file.sha256)
  await mkdir(join(place, '..'), { recursive: true, mode: 0o700 })
  await copyFile(file.path, `${place}.part`)
  await rename(`${place}.part`, place)
}

const withKept = (
  meta: ClusterMeta,
  { components, kept }: { components: readonly string[]; kept: KeptPackage },
): ClusterMeta => ({
  ...meta,
  kept: { ...meta.kept, ...Object.fromEntries(components.map((component) => [component, kept])) },
})
