// Passwords of DM 1.0 that dmctl has encrypted: base64 of 16 random bytes, an @, and the cipher text. The key was part of
// DM until v8.0.0; from then on dm-master reads them with the key that secret-key-path names, else it takes the cipher
// text for the plain one. Tasks hold passwords too: of their downstream.

import { createDecipheriv } from 'node:crypto'
import { parse } from 'smol-toml'
import type { Problem } from '../../core/error.js'
import type { Secret } from '../../core/secret.js'
import { type V1Task, v1Tasks } from '../../core/v1_tasks.js'
import { hasSecretKey } from '../secret_key.js'
import type { Seen } from './seen.js'
import type { TakeoverWishes } from './wishes.js'

export function isEncrypted(password: string): boolean {
  if (!/^[A-Za-z0-9+/]+=*$/.test(password) || password.length % 4 !== 0) return false
  const bytes = Buffer.from(password, 'base64')
  return bytes.length > 17 && bytes[16] === 0x40
}

/** Whether a key opens a password: what comes out of a wrong one is no text. */
export function opens(key: Secret, password: string): boolean {
  const bytes = Buffer.from(password, 'base64')
  const cipher = createDecipheriv('aes-256-cfb', Buffer.from(key.reveal(), 'hex'), bytes.subarray(0, 16))
  const plain = Buffer.concat([cipher.update(bytes.subarray(17)), cipher.final()])
  const text = plain.toString('utf8')
  return Buffer.from(text, 'utf8').equals(plain) && !/\p{Cc}/u.test(text)
}

/** Errors where the wanted release would not read a password. */
export function encryptedProblems(
  seen: readonly Seen[],
  { version, secretKey }: Pick<TakeoverWishes, 'version' | 'secretKey'>,
): Problem[] {
  if (!hasSecretKey(version)) return secretKey === null ? [] : [builtIn(version)]
  return seen.flatMap((one) =>
    passwordsOf(one)
      .filter(({ password }) => isEncrypted(password))
      .flatMap(({ of, password }) =>
        problemOf(`the password of ${of}`, { at: one.process.at, version, secretKey, password }),
      ),
  )
}

const builtIn = (version: string): Problem => ({
  message: `cannot import to ${version} with --secret-key as DM before v8.0.0 has its key built in, and does not start with another`,
  hint: 'drop --secret-key',
})

interface Closed extends Pick<TakeoverWishes, 'version' | 'secretKey'> {
  readonly at: Problem['at']
  readonly password: string
}

function problemOf(what: string, { at, version, secretKey, password }: Closed): Problem[] {
  if (secretKey === null)
    return [
      {
        message: `cannot import to ${version} as ${what} is encrypted with the key that DM had built in before v8.0.0`,
        at,
        hint: 'give that key: --secret-key FILE; or import to v7.5.0 first, or write plain passwords',
      },
    ]
  if (opens(secretKey, password)) return []
  const hint = 'it must be the key that DM 1.0 had built in, or your build of it'
  return [{ message: `cannot import as --secret-key does not open ${what}`, at, hint }]
}

interface Named {
  /** `the source mysql-replica-01` */
  readonly of: string
  readonly password: string
}

function passwordsOf({ source, look }: Seen): Named[] {
  if (source === null) return []
  return [
    { of: `the source ${source.id}`, password: source.password },
    ...tasksIn(look.meta?.files ?? null).flatMap(ofTask),
  ]
}

function ofTask({ name, config }: V1Task): Named[] {
  const { to } = tableOf(config)
  const password = typeof to === 'object' && to !== null && 'password' in to ? to.password : ''
  return typeof password === 'string' ? [{ of: `the downstream of the task ${name}`, password }] : []
}

/** A store that is broken is told by who reads the tasks. */
function tasksIn(files: Readonly<Record<string, string>> | null): V1Task[] {
  if (files === null) return []
  try {
    return v1Tasks(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')])))
  } catch {
    return []
  }
}

function tableOf(config: string): Readonly<Record<string, unknown>> {
  try {
    return parse(config)
  } catch {
    return {}
  }
}
