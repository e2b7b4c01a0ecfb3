import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isVault, openVault } from '../../../src/language/ansible/vault.js'
import { closed, key } from './vaults.js'

/** Made by ansible-vault encrypt (ansible-core) with the password `correct horse`. */
const fromAnsible = `$ANSIBLE_VAULT;1.1;AES256
38346239313530636163383666373836323534393966336639643537383962333961343232666336
3230356233643337623464373430333466363632383734360a326563353961633337616238623337
37643939383665313439616435393839346536363230633232366438613238663762353064383738
3065613434313839370a613566396437326562343337363865613135666533653039303834623564
61623664373666613764366666336634333430393436613838386366306236623139
`

/** Made by ansible-vault encrypt_string with the same password and the id prod. */
const labelled = `
          $ANSIBLE_VAULT;1.2;AES256;prod
          36633361613564653834383631386538353366373839333761656230343732323734633439333564
          3564303838316231306562383933343833383030336633320a306539396338633464336633376336
          61653435613538353132316266363666363238626231316133643630303938646537383537616563
          3463623331363162350a306238373865646434303363386165376466376133653261336364376163
          3362
`

const opened = (text: string, ...passwords: string[]) => {
  const found = openVault(
    text,
    passwords.map((password) => key(password)),
  )
  return found.kind === 'open' ? found.secret.reveal() : found
}

describe('openVault()', () => {
  test('opens what Ansible closed, formats 1.1 and 1.2', () => {
    assert.equal(opened(fromAnsible, 'correct horse'), 'answer: 42\nword: foobar\n')
    assert.equal(opened(labelled, 'wrong', 'correct horse'), 'foobar')
  })

  test('stays closed without the right password', () => {
    assert.deepEqual(opened(fromAnsible), { kind: 'sealed', label: null })
    assert.deepEqual(opened(labelled, 'wrong'), { kind: 'sealed', label: 'prod' })
  })

  test('says what is damaged', () => {
    const damaged = closed('x', 'p').trimEnd()
    const why = (text: string) => {
      const found = openVault(text, [key('p')])
      return found.kind === 'broken' ? found.why : found.kind
    }
    assert.match(why('$ANSIBLE_VAULT;1.0;AES\n00'), /format is not 1\.1 or 1\.2/)
    assert.match(why('$ANSIBLE_VAULT;1.1;AES\n00'), /cipher is not AES256/)
    assert.match(why(`${damaged}zz`), /damaged/)
    assert.match(why('$ANSIBLE_VAULT;1.1;AES256\nxx'), /damaged/)
  })

  test('opens long texts and texts of whole blocks', () => {
    for (const text of ['', 'x'.repeat(16), 'ä'.repeat(1000)]) assert.equal(opened(closed(text, 'p'), 'p'), text)
  })
})

test('isVault() looks at the first word', () => {
  assert.deepEqual([fromAnsible, labelled, 'x: $ANSIBLE_VAULT'].map(isVault), [true, true, false])
})
