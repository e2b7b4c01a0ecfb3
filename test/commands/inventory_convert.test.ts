import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { closed } from '../language/ansible/vaults.js'
import { inventory } from './typed_inventory.js'

describe('convert()', () => {
  test('convert writes the same inventory in YAML, for its owner only', async () => {
    const { code, out, err, made, mode } = await inventory(['convert', 'i/inventory.ini', 'new.yaml'])
    assert.deepEqual([code, out], [0, 'new.yaml: the same inventory; read again and compared\n'])
    assert.match(err, /group_vars\/ and host_vars\/ count only beside new\.yaml: copy them there/)
    assert.match(made, /mysql_password: hunter2/)
    assert.equal(mode & 0o777, 0o600)
  })

  test('convert replaces nothing without a yes, and leaves Vaults closed', async () => {
    const there = await inventory(['convert', 'i/inventory.ini', 'new.yaml'], { 'new.yaml': 'mine' })
    assert.equal(there.code, 6)
    const block = closed('x', 'p').replaceAll(/^/gm, '        ')
    const vault = { 'v.yaml': `all:\n  hosts:\n    h:\n      a: !vault |\n${block}\n` }
    const { code, err } = await inventory(['convert', 'v.yaml', 'new.yaml'], vault)
    assert.equal(code, 2)
    assert.match(err, /cannot convert v\.yaml as it holds what Vault closed: h\.a/)
  })
})
