// What a mirror offers, all of it verified: the index names components and who may sign them, each component its
// packages. A component that the index no longer offers is null, as one that never was.

import { checkExpiry } from './expiry.js'
import { type Manifest, type ManifestKind, type Role, readManifest, type Signed } from './manifest.js'
import { mirrorError, tryLater } from './mirror_error.js'
import type { MirrorFiles } from './mirror_files.js'
import { checkSignatures } from './signatures.js'

export interface Catalog {
  /** not those that were yanked */
  readonly components: readonly string[]
  /** null where there is none of this name; read once */
  component(id: string): Promise<Signed<'component'> | null>
}

interface CatalogOptions {
  readonly root: Signed<'root'>
  readonly snapshot: Signed<'snapshot'>
  /** milliseconds since 1970 */
  readonly now: number
}

/** Throws E-MIRROR, as `component` does. */
export async function openCatalog(files: MirrorFiles, { root, snapshot, now }: CatalogOptions): Promise<Catalog> {
  const read = <Kind extends ManifestKind>(kind: Kind, url: string, role: Role) =>
    versioned(files, { kind, url, role, snapshot, now })
  const { owners, components } = (await read('index', '/index.json', root.roles.index)).signed
  const offered = new Map(Object.entries(components).filter(([, { yanked }]) => yanked !== true))
  const known = new Map<string, Promise<Signed<'component'> | null>>()
  const load = async (id: string): Promise<Signed<'component'> | null> => {
    const item = offered.get(id)
    if (!item) return null
    const owner = new Map(Object.entries(owners)).get(item.owner)
    if (!owner) throw mirrorError(`cannot trust ${id} of ${files.where} as its owner is not known: ${item.owner}`)
    const manifest = await read('component', item.url, owner)
    if (manifest.signed.id === id) return manifest.signed
    throw mirrorError(`cannot trust ${manifest.name} as it is about another component: ${manifest.signed.id}`)
  }
  const component = (id: string): Promise<Signed<'component'> | null> => {
    const loading = known.get(id) ?? load(id)
    known.set(id, loading)
    return loading
  }
  return { components: [...offered.keys()], component }
}

interface Versioned<Kind extends ManifestKind> extends Pick<CatalogOptions, 'snapshot' | 'now'> {
  readonly kind: Kind
  readonly url: string
  readonly role: Role
}

/** The manifest in the version that the snapshot names: `/x.json` lies in `3.x.json`. */
async function versioned<Kind extends ManifestKind>(
  files: MirrorFiles,
  { kind, url, role, snapshot, now }: Versioned<Kind>,
): Promise<Manifest<Kind>> {
  const entry = Object.hasOwn(snapshot.meta, url) ? snapshot.meta[url] : undefined
  if (!entry || !/^\/[\w.-]+\.json$/.test(url))
    throw mirrorError(`cannot use ${url} of ${files.where} as its snapshot does not name it`, { hint: tryLater })
  const name = `${entry.version}.${url.slice(1)}`
  const bytes = await files.read(name, { atMostBytes: entry.length })
  if (!bytes)
    throw mirrorError(`cannot read ${name} of ${files.where} as it is not there, though its snapshot names it`, {
      hint: tryLater,
    })
  const manifest = readManifest(kind, `${name} of ${files.where}`, bytes)
  checkSignatures(manifest, role)
  checkExpiry(manifest, now)
  if (manifest.signed.version === entry.version) return manifest
  throw mirrorError(`cannot trust ${manifest.name} as it says that it is version ${manifest.signed.version}`)
}
