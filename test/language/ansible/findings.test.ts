import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Findings } from '../../../src/language/ansible/findings.js'
import { Sealed } from '../../../src/language/ansible/variable.js'
import { closed, key } from './vaults.js'

const at = { source: { file: 'i', text: '' }, line: 1, column: 1, length: 1 }

test('Findings open Vaults, and say what stays closed', () => {
  const right = new Findings([key('vault-pass')])
  assert.equal(right.opened(closed('foobar', 'vault-pass'), at).toString(), '******')
  assert.deepEqual(right.sealed, [])
  const none = new Findings([])
  assert.ok(none.opened(closed('foobar', 'vault-pass'), at) instanceof Sealed)
  assert.match(none.sealed[0]?.message ?? '', /as its password was not given/)
  const wrong = new Findings([key('other')])
  wrong.opened(closed('foobar', 'vault-pass', 'prod'), at)
  assert.deepEqual(
    [wrong.sealed[0]?.message, wrong.sealed[0]?.hint],
    ['cannot open what Vault encrypted (prod) as no given password opens it', '--vault-id prod@FILE'],
  )
  wrong.opened('$ANSIBLE_VAULT;9;AES256\n00', at)
  assert.equal(wrong.problems.list.length, 1)
  assert.equal(wrong.within().problems.list.length, 0)
})
