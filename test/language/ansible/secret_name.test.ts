import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSecretName } from '../../../src/language/ansible/secret_name.js'

test('isSecretName() knows passwords by their names', () => {
  for (const name of ['mysql_password', 'ansible_ssh_pass', 'PASSWORD', 'api_key', 'vault_token', 'secret'])
    assert.ok(isSecretName(name), name)
  for (const name of ['mysql_user', 'ansible_ssh_private_key_file', 'passenger', 'password_file'])
    assert.ok(!isSecretName(name), name)
})
