// Whether a manifest bears the signatures that a role asks for: RSA-PSS with SHA-256 over the bytes as they came.
// A key counts once under however many ids; signatures of unknown keys are passed over, a wrong one of a known is not.

import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Key, Manifest, ManifestKind, Role } from './manifest.js'
import { mirrorError } from './mirror_error.js'

/** Throws E-MIRROR naming the manifest where it does not hold. */
export function checkSignatures(manifest: Manifest<ManifestKind>, { keys, threshold }: Role): void {
  const signers = new Set<string>()
  const ids = manifest.signatures.map(({ keyid }) => keyid)
  if (new Set(ids).size < ids.length) throw untrusted(manifest, 'one key signed it twice')
  for (const { keyid, sig } of manifest.signatures) {
    const key = Object.hasOwn(keys, keyid) ? keys[keyid] : undefined
    if (!key) continue
    if (!isSigned(manifest.raw, sig, publicKey(manifest, key)))
      throw untrusted(manifest, `the signature of ${keyid.slice(0, 12)} is wrong`)
    signers.add(fingerprint(key))
  }
  if (signers.size < threshold) throw untrusted(manifest, `${signers.size} of ${threshold} trusted keys signed it`)
}

/** SHA-256 over the key itself, as `openssl rsa -pubin -outform DER | sha256sum` gives it. */
export function fingerprint({ keyval }: Key): string {
  return createHash('sha256')
    .update(createPublicKey(keyval.public).export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

function isSigned(raw: Buffer, signature: string, key: KeyObject): boolean {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_AUTO: saltLength } = constants
  return verify('sha256', raw, { key, padding, saltLength }, Buffer.from(signature, 'base64'))
}

function publicKey(manifest: Manifest<ManifestKind>, { keytype, scheme, keyval }: Key): KeyObject {
  if (keytype !== 'rsa' || scheme !== 'rsassa-pss-sha256')
    throw untrusted(manifest, `it is signed in a way that is not known here: ${keytype}, ${scheme}`)
  try {
    return createPublicKey(keyval.public)
  } catch (cause) {
    throw mirrorError(`cannot trust ${manifest.name} as one of its keys cannot be read`, { cause })
  }
}

const untrusted = (manifest: Manifest<ManifestKind>, why: string): Error =>
  mirrorError(`cannot trust ${manifest.name} as ${why}`, {
    hint: 'where the mirror was made anew on purpose, remove what is pinned of it: packages/mirrors/ of the state folder',
  })
