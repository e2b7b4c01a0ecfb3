// The passwords that open what ansible-vault closed: from files, or asked for; never from an argument.

import { resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { Secret } from '../core/secret.js'
import type { VaultKey } from '../language/ansible/vault.js'
import { passwordIn } from './login_settings.js'
import { givenList } from './words.js'

type Options = Pick<Invocation, 'options' | 'settings' | 'io'>

/** `--vault-password-file FILE`, `--vault-id ID@FILE`, `--vault-id ID@prompt`. Throws E-USAGE. */
export async function vaultKeys(from: Options): Promise<VaultKey[]> {
  const files = givenList(from.options.vault_password_file).map((file) => ({ id: null, file }))
  const ids = givenList(from.options.vault_id).map(named)
  const keys: VaultKey[] = []
  for (const { id, file } of [...files, ...ids]) keys.push({ id, password: await passwordOf(file, { id, from }) })
  return keys
}

function named(word: string): { id: string | null; file: string } {
  const at = word.lastIndexOf('@')
  if (at > 0 && at < word.length - 1) return { id: word.slice(0, at), file: word.slice(at + 1) }
  if (at < 0 && word !== '') return { id: null, file: word }
  throw new DmbookError(`cannot read --vault-id ${word} as it is not ID@FILE`, { code: 'E-USAGE', exit: 'input' })
}

async function passwordOf(file: string, { id, from }: { id: string | null; from: Options }): Promise<Secret> {
  if (file !== 'prompt') return passwordIn(resolve(from.settings.cwd, file), `the Vault password file ${file}`)
  const answer = await from.io.askHidden(`Vault password${id === null ? '' : ` (${id})`}:`)
  if (answer !== null) return new Secret(answer)
  throw new DmbookError('cannot open the Vault as no password was given', { code: 'E-USAGE', exit: 'input' })
}
