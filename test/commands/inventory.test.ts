import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { closed } from '../language/ansible/vaults.js'
import { inventory } from './typed_inventory.js'

describe('inventory', () => {
  test('shows a closed Vault as what it is, and opens it with its password', async () => {
    const vault = { 'i/group_vars/all.yml': closed('ansible_user: hidden_one\n', 'p'), pass: 'p\n' }
    const shut = await inventory(['show', 'i/inventory.ini'], vault)
    assert.equal(shut.code, 0)
    assert.match(shut.out, /1 value of a Vault closed: --vault-password-file FILE/)
    const open = await inventory(['host', 'i/inventory.ini', 'w1', '--vault-password-file', 'pass'], vault)
    assert.match(open.out, /ansible_user +\*{6} +group_vars of all/)
    assert.ok(!open.out.includes('hidden_one'))
  })

  test('says what it does not know', async () => {
    const seen = await Promise.all(
      [
        ['shw', 'i/inventory.ini'],
        ['host', 'i/inventory.ini'],
        ['host', 'i/inventory.ini', 'w2'],
        ['graph', 'i/inventory.ini', 'x'],
        ['convert', 'i/inventory.ini'],
        ['convert', 'i/inventory.ini', 'new.ini'],
        ['show', 'gone'],
      ].map((words) => inventory(words)),
    )
    assert.deepEqual(
      seen.map(({ code }) => code),
      [2, 2, 2, 2, 2, 2, 2],
    )
    assert.match(seen[2]?.err ?? '', /has no such host\nhint: did you mean w1\?/)
  })
})
