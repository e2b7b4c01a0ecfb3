// The keys of a mirror: pinned when the mirror is first used, or given as a file; from then on they change only in
// steps that the old keys and the new ones signed. What was pinned lies in a folder of the cache, one per mirror.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../core/error.js'
import { checkExpiry } from './expiry.js'
import { type Manifest, readManifest, type Signed } from './manifest.js'
import { mirrorError, tryLater } from './mirror_error.js'
import type { MirrorFiles } from './mirror_files.js'
import { writePrivateFile } from './private_file.js'
import { checkSignatures, fingerprint } from './signatures.js'

type Root = Manifest<'root'>

export interface TrustOptions {
  /** where it is pinned */
  readonly folder: string
  /** a root.json that the user got in another way; null to trust what is pinned, or the first that is seen */
  readonly rootFile: string | null
  /** milliseconds since 1970 */
  readonly now: number
  /** hears a sentence when keys are pinned */
  readonly onTrust: (text: string) => void
}

const longestRootBytes = 1024 * 1024
/** A mirror that offers ever another root must end. */
const mostRotations = 1000

/** The newest root that follows from what is trusted. Throws E-MIRROR. */
export async function trustedRoot(files: MirrorFiles, options: TrustOptions): Promise<Signed<'root'>> {
  const pinned = await fileRoot(join(options.folder, 'root.json'))
  const anchor = options.rootFile === null ? (pinned ?? (await firstRoot(files))) : await givenRoot(options.rootFile)
  checkSignatures(anchor, anchor.signed.roles.root)
  const newest = await rotated(anchor, files)
  checkExpiry(newest, options.now)
  if (pinned && newest.signed.version < pinned.signed.version) throw older(newest, pinned)
  if (!pinned) options.onTrust(trustText(newest, files.where))
  if (!pinned?.bytes.equals(newest.bytes)) await writePrivateFile(join(options.folder, 'root.json'), newest.bytes)
  return newest.signed
}

async function fileRoot(path: string): Promise<Root | null> {
  try {
    return readManifest('root', path, await readFile(path))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw mirrorError(`cannot read ${path} as ${reason(cause)}`, { cause })
  }
}

async function givenRoot(path: string): Promise<Root> {
  const root = await fileRoot(path)
  if (!root) throw mirrorError(`cannot read ${path} as there is no such file`)
  return root
}

async function firstRoot(files: MirrorFiles): Promise<Root> {
  const bytes = await files.read('root.json', { atMostBytes: longestRootBytes })
  if (bytes) return readManifest('root', `root.json of ${files.where}`, bytes)
  throw mirrorError(`cannot use ${files.where} as it has no root.json`, { hint: 'is this a mirror of TiUP?' })
}

/** Each step is signed by the keys before it and by its own, counts one up, and ends no earlier. */
async function rotated(anchor: Root, files: MirrorFiles): Promise<Root> {
  let root = anchor
  for (let steps = 0; steps < mostRotations; steps++) {
    const file = `${root.signed.version + 1}.root.json`
    const bytes = await files.read(file, { atMostBytes: longestRootBytes })
    if (!bytes) return root
    root = following(root, readManifest('root', `${file} of ${files.where}`, bytes))
  }
  throw mirrorError(`cannot trust ${files.where} as its keys changed more than ${mostRotations} times`)
}

function following(root: Root, next: Root): Root {
  checkSignatures(next, root.signed.roles.root)
  checkSignatures(next, next.signed.roles.root)
  if (next.signed.version !== root.signed.version + 1)
    throw mirrorError(`cannot trust ${next.name} as it says that it is version ${next.signed.version}`)
  if (Date.parse(next.signed.expires) >= Date.parse(root.signed.expires)) return next
  throw mirrorError(`cannot trust ${next.name} as it ends before the one that it replaces: ${next.signed.expires}`)
}

const older = (found: Root, pinned: Root): Error =>
  mirrorError(
    `cannot trust ${found.name} as a newer one was seen: version ${pinned.signed.version}, now ${found.signed.version}`,
    { hint: tryLater },
  )

function trustText({ signed }: Root, where: string): string {
  const { keys, threshold } = signed.roles.root
  const prints = Object.values(keys).map((key) => `SHA256:${fingerprint(key)}`)
  return `Trusting the mirror ${where} from now on by ${threshold} of its root keys: ${prints.join(', ')}`
}
