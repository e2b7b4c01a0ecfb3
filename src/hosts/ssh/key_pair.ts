// A key pair of the cluster's own: ed25519, in the format that OpenSSH writes (PROTOCOL.key), without a passphrase.
// Also the way in for PKCS#8 keys, which ssh2 does not read.

import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

export interface KeyPair {
  /** the text of a private key file */
  readonly privateKey: string
  /** one line, as in authorized_keys */
  readonly publicKey: string
}

const type = 'ssh-ed25519'

export const newKeyPair = (comment: string): KeyPair => openSshKey(generateKeyPairSync('ed25519').privateKey, comment)

/** An ed25519 key as OpenSSH writes it. Throws TypeError for a key of another kind. */
export function openSshKey(key: KeyObject, comment: string): KeyPair {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('cannot write this key as it is not ed25519')
  const { d = '', x = '' } = key.export({ format: 'jwk' })
  const [seed, point] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]
  const publicBlob = Buffer.concat([field(type), field(point)])
  const check = randomBytes(4)
  const secret = Buffer.concat([
    check,
    check,
    field(type),
    field(point),
    field(Buffer.concat([seed, point])),
    field(comment),
  ])
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(publicBlob),
    field(padded(secret)),
  ])
  return { privateKey: armoured(whole), publicKey: `${type} ${publicBlob.toString('base64')} ${comment}` }
}

function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** To a multiple of 8 with 1, 2, 3 … */
function padded(bytes: Buffer): Buffer {
  const missing = (8 - (bytes.length % 8)) % 8
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))])
}

function armoured(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? []
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}
