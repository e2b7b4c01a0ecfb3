// A mirror of the test's own: keys, manifests signed with them, packages. Files are a map, so that a test can change one.

import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Key, Role } from '../../src/packages/manifest.js'
import type { FolderFiles } from '../../src/packages/mirror_files.js'

export interface MadeKey {
  readonly id: string
  readonly key: Key
  readonly privateKey: KeyObject
}

/** The id is as good as any other text: nothing rests on it. */
export function makeKey(id: string): MadeKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return { id, privateKey, key: { keytype: 'rsa', scheme: 'rsassa-pss-sha256', keyval: { public: pem } } }
}

export const rootKeys = ['root1', 'root2', 'root3'].map(makeKey)
export const roleKey = makeKey('roles')
export const ownerKey = makeKey('owner')
export const strangerKey = makeKey('stranger')

/** In 2100; a run of the test's clock is in 2026. */
export const farExpiry = '2100-01-01T00:00:00Z'
export const now = Date.UTC(2026, 5, 1)

export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')

export function roleOf(keys: readonly MadeKey[], threshold = keys.length): Role {
  return { keys: Object.fromEntries(keys.map(({ id, key }) => [id, key])), threshold }
}

/** Blanks and an order that no serialiser would give back: the signature is over the text as it is. */
export function signedFile(signed: object, signers: readonly MadeKey[]): Buffer {
  const text = JSON.stringify(signed, null, 1).replaceAll('\n', '\r\n')
  const signatures = signers.map(({ id, privateKey }) => ({ keyid: id, sig: signature(text, privateKey) }))
  return Buffer.from(`{ "signatures" :${JSON.stringify(signatures)},\n"signed": ${text} }\n`)
}

function signature(text: string, key: KeyObject): string {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_MAX_SIGN: saltLength } = constants
  return sign('sha256', Buffer.from(text), { key, padding, saltLength }).toString('base64')
}

const head = (kind: string, version: number) => ({ _type: kind, spec_version: '0.1.0', version, expires: farExpiry })

export function rootSigned(version = 1, keys: readonly MadeKey[] = rootKeys): object {
  const role = roleOf([roleKey])
  return { ...head('root', version), roles: { root: roleOf(keys), index: role, snapshot: role, timestamp: role } }
}

export interface MadeRelease {
  readonly component: string
  readonly version: string
  readonly platform?: string
  readonly yanked?: boolean
  /** what it holds; a few words where nothing is given */
  readonly content?: Buffer
}

/** What a release holds. */
export const contentOf = ({ component, version, content }: MadeRelease): Buffer =>
  content ?? Buffer.from(`${component} ${version}`)

interface Publication {
  /** of every manifest but the root */
  readonly version?: number
  readonly releases: readonly MadeRelease[]
  readonly nightly?: string
}

/** All files of a mirror by name, without a slash before it. */
export function madeMirror({ version = 1, releases, nightly = '' }: Publication): Map<string, Buffer> {
  const root = signedFile(rootSigned(), rootKeys)
  const files = new Map([
    ['root.json', root],
    ['1.root.json', root],
  ])
  const components = [...new Set(releases.map(({ component }) => component))]
  const items = components.map((id) => [id, { owner: 'pingcap', url: `/${id}.json`, yanked: id === 'gone' }])
  const owners = { pingcap: { name: 'PingCAP', ...roleOf([ownerKey]) } }
  const index = { ...head('index', version), owners, components: Object.fromEntries(items), default_components: [] }
  files.set(`${version}.index.json`, signedFile(index, [roleKey]))
  for (const id of components) {
    const own = releases.filter(({ component }) => component === id)
    const signed = { ...head('component', version), id, description: id, nightly, platforms: platformsOf(own) }
    files.set(`${version}.${id}.json`, signedFile(signed, [ownerKey]))
  }
  for (const release of releases) files.set(fileOf(release), contentOf(release))
  return sealed(files, version)
}

/** Writes snapshot and timestamp anew for the files that are there. */
export function sealed(files: Map<string, Buffer>, version: number): Map<string, Buffer> {
  const meta = [...files].flatMap(([name, { length }]) => {
    const [, number, url] = /^(\d+)\.(.*\.json)$/.exec(name) ?? []
    return url ? [[`/${url}`, { version: Number(number), length }]] : []
  })
  const snapshot = signedFile({ ...head('snapshot', version), meta: Object.fromEntries(meta) }, [roleKey])
  const entry = { hashes: { sha256: sha256(snapshot) }, length: snapshot.length }
  files.set('snapshot.json', snapshot)
  return files.set(
    'timestamp.json',
    signedFile({ ...head('timestamp', version), meta: { '/snapshot.json': entry } }, [roleKey]),
  )
}

export const fileOf = ({ component, version, platform = 'linux/amd64' }: MadeRelease): string =>
  `${component}-${version}-${platform.replace('/', '-')}.tar.gz`

function platformsOf(releases: readonly MadeRelease[]): object {
  const platforms: Record<string, Record<string, object>> = {}
  for (const release of releases) {
    const { platform = 'linux/amd64', version, yanked = false } = release
    const content = contentOf(release)
    const hashes = { sha256: sha256(content), sha512: '' }
    const item = { url: `/${fileOf(release)}`, yanked, entry: 'x', hashes, length: content.length }
    platforms[platform] = { ...platforms[platform], [version]: item }
  }
  return platforms
}

/** The map as files of a mirror. */
export function filesIn(map: ReadonlyMap<string, Buffer>): FolderFiles {
  return { kind: 'folder', where: 'MIRROR', read: async (name) => map.get(name) ?? null, pathOf: (name) => name }
}

export function written(folder: string, map: ReadonlyMap<string, Buffer>): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of map) writeFileSync(join(folder, name), content)
  return folder
}
