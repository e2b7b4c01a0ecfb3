// Closes texts as ansible-vault does, for tests.

import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { Secret } from '../../../src/core/secret.js'
import type { VaultKey } from '../../../src/language/ansible/vault.js'

export const key = (password: string, id: string | null = null): VaultKey => ({ id, password: new Secret(password) })

/** Format 1.2 where there is a label, else 1.1. */
export function closed(text: string, password: string, label?: string): string {
  const salt = Buffer.alloc(32, 7)
  const keys = pbkdf2Sync(password, salt, 10_000, 80, 'sha256')
  const plain = Buffer.from(text)
  const padding = 16 - (plain.length % 16)
  const cipher = createCipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64))
  const sealed = Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])), cipher.final()])
  const mark = createHmac('sha256', keys.subarray(32, 64)).update(sealed).digest('hex')
  const body = Buffer.from(`${salt.toString('hex')}\n${mark}\n${sealed.toString('hex')}`).toString('hex')
  const lines = body.match(/.{1,80}/g) ?? []
  return [label ? `$ANSIBLE_VAULT;1.2;AES256;${label}` : '$ANSIBLE_VAULT;1.1;AES256', ...lines, ''].join('\n')
}
