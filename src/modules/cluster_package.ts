// Keeps a package in the cluster's own folder, for instances that are added later.

import { basename } from 'node:path'
import type { Static } from 'typebox'
import { instanceId } from '../dm/instance.js'
import { resolveTopology } from '../dm/resolve.js'
import { storedTopology } from '../dm/stored_topology.js'
import type { LocalFile } from '../hosts/host.js'
import { inspectTarball } from '../packages/tarball.js'
import type { ClusterMeta, KeptPackage } from '../state/cluster_store.js'
import { isKeptWhole, keepPackage } from '../state/kept_packages.js'
import { type Check, defineModule, differs, ModuleError, same } from './module.js'
import { packageFile, packageParam } from './package_param.js'
import { choice, object, optional } from './params.js'
import { changeRecord, recordOf, recordStore } from './record_store.js'
import type { Tools } from './tools.js'

const params = object({
  package: optional(packageParam('A .tar.gz of the control machine, or what an input of type package gives.')),
  state: choice(['kept', 'unused'], 'unused: forget those that no instance of their component has any more.', {
    default: 'kept',
  }),
})

export const clusterPackage = defineModule({
  kind: 'state',
  control: true,
  summary: 'Keep a package for instances that are added later.',
  description:
    "Of every component in it: instances that are added get it in place of the cluster version's own, until an upgrade.",
  params,
  examples: [{ package: '/packages/dm-worker-hotfix.tar.gz' }, { state: 'unused' }],

  async check(_host, want, tools) {
    if (want.state === 'unused') return checkUnused(tools)
    const [file, meta] = await Promise.all([fileOf(want, tools), recordOf(tools)])
    const { components } = await inspectTarball(file.path)
    const known = components.every((component) => meta.kept?.[component]?.sha256 === file.sha256)
    return known && (await isKeptWhole(recordStore(tools).folder, file))
      ? same()
      : differs(`keep ${basename(file.path)} for ${components.join(', ')}`)
  },

  async apply(_host, want, tools) {
    if (want.state === 'unused') return forgetUnused(tools)
    const file = await fileOf(want, tools)
    const { components } = await inspectTarball(file.path)
    const kept: KeptPackage = { name: basename(file.path), sha256: file.sha256, size: file.size }
    await keepPackage(recordStore(tools).folder, file)
    await changeRecord(tools, (meta) => withKept(meta, { components, kept }))
  },
})

async function fileOf({ package: given }: Static<typeof params>, tools: Tools): Promise<LocalFile> {
  if (given !== undefined) return packageFile(given, tools)
  throw new ModuleError('cannot keep a package as none is named')
}

async function checkUnused(tools: Tools): Promise<Check> {
  const unused = unusedIn(await recordOf(tools))
  return unused.length === 0 ? same() : differs(`forget the kept package of ${unused.join(', ')}`)
}

async function forgetUnused(tools: Tools): Promise<void> {
  await changeRecord(tools, (meta) => {
    const unused = unusedIn(meta)
    const left = Object.entries(meta.kept ?? {}).filter(([component]) => !unused.includes(component))
    const { kept: _, ...rest } = meta
    return left.length > 0 ? { ...rest, kept: Object.fromEntries(left) } : rest
  })
}

/** Components of which a package is kept, but no instance is marked with it. */
function unusedIn(meta: ClusterMeta): string[] {
  const { instances } = resolveTopology(storedTopology(meta), { base: { kind: 'tiup' } })
  const uses = (component: string, name: string): boolean =>
    instances.some((one) => one.role === component && meta.marks[instanceId(one)]?.patched === name)
  return Object.entries(meta.kept ?? {}).flatMap(([component, { name }]) => (uses(component, name) ? [] : component))
}

const withKept = (
  meta: ClusterMeta,
  { components, kept }: { components: readonly string[]; kept: KeptPackage },
): ClusterMeta => ({
  ...meta,
  kept: { ...meta.kept, ...Object.fromEntries(components.map((component) => [component, kept])) },
})
