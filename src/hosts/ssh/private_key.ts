// A private key in a file: read when it is first needed, unlocked at most once. Parsing an encrypted key holds the event
// loop for half a second, hence the parsed key is kept for all machines.

import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import ssh2, { type ParsedKey } from 'ssh2'
import { DmbookError } from '../../core/error.js'
import type { Secret } from '../../core/secret.js'
import { openSshKey } from './key_pair.js'

export interface PrivateKey {
  readonly path: string
  /** Throws E-KEY where the file is no key, or stays locked. */
  load(): Promise<ParsedKey>
  /** What unlocks it, for programs that read the file themselves; null where nothing needs to. Asks as `load` does. */
  passphrase(): Promise<Secret | null>
}

interface KeyOptions {
  /** null where nobody can be asked */
  passphrase(path: string): Promise<Secret | null>
}

export function privateKey(path: string, { passphrase }: KeyOptions): PrivateKey {
  const secret = once(async () => (isLocked(await readKey(path)) ? asked(path, passphrase) : null))
  const load = once(async () => {
    const text = await readKey(path)
    return parsed(text, path, (await secret()) ?? undefined)
  })
  return { path, load, passphrase: secret }
}

/** A key without a passphrase whose text is there already. */
export function heldKey(path: string, text: string): PrivateKey {
  return { path, load: async () => parsed(text, path), passphrase: async () => null }
}

/** Whether the key in a file is locked; false where the file is no key at all, which is said when it is used. */
export const needsPassphrase = (path: string): Promise<boolean> => readKey(path).then(isLocked, () => false)

async function asked(path: string, passphrase: KeyOptions['passphrase']): Promise<Secret> {
  const secret = await passphrase(path)
  if (secret) return secret
  throw keyError(path, 'it has a passphrase, and nobody can be asked for it here', {
    hint: `ssh-add ${path} unlocks it for every program`,
  })
}

function once<T>(act: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= act()
    return made
  }
}

async function readKey(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw keyError(path, 'it cannot be read', { cause })
  }
}

/** Whether the text says that it needs a passphrase. */
function isLocked(text: string): boolean {
  if (/ENCRYPTED/.test(text)) return true
  const error = ssh2.utils.parseKey(text)
  return error instanceof Error && /no passphrase given/.test(error.message)
}

function parsed(text: string, path: string, secret?: Secret): ParsedKey {
  const found = ssh2.utils.parseKey(
    /BEGIN (ENCRYPTED )?PRIVATE KEY/.test(text) ? fromPkcs8(text, path, secret) : text,
    secret?.reveal(),
  )
  if (found instanceof Error) throw keyError(path, secret ? wrongPassphrase : found.message, {})
  const [key] = [found].flat()
  if (!key?.isPrivateKey()) throw keyError(path, 'it is no private key', {})
  return key
}

const wrongPassphrase = 'the passphrase does not open it'

/** In a format that ssh2 reads. */
function fromPkcs8(text: string, path: string, secret?: Secret): string {
  const key = nodeKey(text, path, secret)
  if (key.asymmetricKeyType === 'ed25519') return openSshKey(key, '').privateKey
  return key.export({ type: key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' }).toString()
}

function nodeKey(text: string, path: string, secret?: Secret): KeyObject {
  try {
    return createPrivateKey({ key: text, ...(secret ? { passphrase: secret.reveal() } : {}) })
  } catch (cause) {
    throw keyError(path, secret ? wrongPassphrase : 'it is no private key', { cause })
  }
}

function keyError(path: string, why: string, more: { hint?: string; cause?: unknown }): DmbookError {
  return new DmbookError(`cannot use the key ${path} as ${why}`, { code: 'E-KEY', exit: 'input', ...more })
}
