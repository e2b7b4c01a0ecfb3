// The key with which DM from v8.0.0 on reads passwords that dmctl of DM 1.0 has encrypted: read from a file, before
// anything is contacted.

import { resolve } from 'node:path'
import { DmbookError } from '../core/error.js'
import { Secret } from '../core/secret.js'
import { passwordIn } from './login_settings.js'

/** Null where no file is named. Throws E-SECRET-KEY, E-USAGE. */
export function importKey(file: unknown, cwd: string): Secret | null {
  if (typeof file !== 'string') return null
  const key = passwordIn(resolve(cwd, file), `--secret-key ${file}`).reveal().trim()
  if (/^[0-9a-fA-F]{64}$/.test(key)) return new Secret(key)
  throw new DmbookError(`cannot use --secret-key ${file} as it is no key: 64 hexadecimal digits`, {
    code: 'E-SECRET-KEY',
    exit: 'input',
    hint: 'the key that DM had built in before v8.0.0 is in its documentation',
  })
}
