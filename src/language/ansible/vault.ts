// Opens what ansible-vault closed: formats 1.1 and 1.2 with AES256, by the passwords that were given.
// A label of format 1.2 says which password is meant; as in Ansible, the others are tried as well.

import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { Secret } from '../../core/secret.js'

export interface VaultKey {
  /** of `--vault-id ID@FILE`; null of a password without one */
  readonly id: string | null
  readonly password: Secret
}

export type Opened =
  | { readonly kind: 'open'; readonly secret: Secret }
  | { readonly kind: 'sealed'; readonly label: string | null }
  | { readonly kind: 'broken'; readonly why: string }

export const isVault = (text: string): boolean => text.trimStart().startsWith('$ANSIBLE_VAULT')

/** Never throws. */
export function openVault(text: string, keys: readonly VaultKey[]): Opened {
  const [head = '', ...body] = text
    .trim()
    .split('\n')
    .map((line) => line.trim())
  const [, version = '', cipher = '', label = null] = head.split(';')
  if (version !== '1.1' && version !== '1.2') return broken(`its format is not 1.1 or 1.2: ${version || head}`)
  if (cipher !== 'AES256') return broken(`its cipher is not AES256: ${cipher}`)
  const envelope = envelopeOf(body.join(''))
  if (!envelope) return broken('its text is damaged')
  const ordered = [...keys].sort((a, b) => Number(b.id === label) - Number(a.id === label))
  for (const { password } of ordered) {
    const plain = decrypted(envelope, password)
    if (plain !== null) return plain
  }
  return { kind: 'sealed', label }
}

const broken = (why: string): Opened => ({ kind: 'broken', why })

interface Envelope {
  readonly salt: Buffer
  readonly mark: Buffer
  readonly sealed: Buffer
}

/** Three fields in hexadecimal, joined by newlines, the whole in hexadecimal again. */
function envelopeOf(text: string): Envelope | null {
  const fields = fromHex(text)?.toString('latin1').split('\n') ?? []
  const [salt, mark, sealed] = fields.map(fromHex)
  return salt && mark && sealed && fields.length === 3 && mark.length === 32 ? { salt, mark, sealed } : null
}

const fromHex = (text: string): Buffer | null => (/^(?:[\da-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : null)

/** 32 bytes of key, 32 that authenticate, 16 of counter (ansible: lib/ansible/parsing/vault/__init__.py). */
function decrypted({ salt, mark, sealed }: Envelope, password: Secret): Opened | null {
  const keys = pbkdf2Sync(password.reveal(), salt, 10_000, 80, 'sha256')
  const right = createHmac('sha256', keys.subarray(32, 64)).update(sealed).digest()
  if (!timingSafeEqual(right, mark)) return null
  const decipher = createDecipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64))
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > 16 || padding > padded.length) return broken('its padding is damaged')
  const plain = padded.subarray(0, padded.length - padding)
  const text = plain.toString('utf8')
  return Buffer.from(text, 'utf8').equals(plain)
    ? { kind: 'open', secret: new Secret(text) }
    : broken('it holds no text')
}
