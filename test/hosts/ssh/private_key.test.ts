import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { newKeyPair } from '../../../src/hosts/ssh/key_pair.js'
import { heldKey, privateKey } from '../../../src/hosts/ssh/private_key.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'

const nobody = { passphrase: async () => null }

function fileWith(context: TestContext, text: string): string {
  const path = join(temporaryFolder(context), 'key')
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

function lockedKey(context: TestContext): string {
  const path = fileWith(context, newKeyPair('').privateKey)
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', path])
  return path
}

describe('privateKey()', () => {
  test('asks for a passphrase once, however often the key is used', async (context) => {
    let asked = 0
    const passphrase = async () => new Secret(++asked > 0 ? 'open sesame' : '')
    const key = privateKey(lockedKey(context), { passphrase })
    const [one, two] = await Promise.all([key.load(), key.load(), key.passphrase()])
    assert.equal(one, two)
    assert.equal(asked, 1)
  })

  test('says what is wrong with a passphrase', async (context) => {
    const path = lockedKey(context)
    const wrong = privateKey(path, { passphrase: async () => new Secret('wrong') })
    await assert.rejects(wrong.load(), { message: `cannot use the key ${path} as the passphrase does not open it` })
    const refused = { code: 'E-KEY', exit: 'input', hint: `ssh-add ${path} unlocks it for every program` }
    await assert.rejects(privateKey(path, nobody).load(), refused)
  })

  test('asks for nothing where the key is open', async (context) => {
    const path = fileWith(context, newKeyPair('').privateKey)
    const passphrase = () => assert.fail('asked')
    assert.equal(await privateKey(path, { passphrase }).passphrase(), null)
    assert.ok((await privateKey(path, { passphrase }).load()).isPrivateKey())
  })

  const kinds = {
    ed25519: () => generateKeyPairSync('ed25519').privateKey,
    rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    ecdsa: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  }
  for (const [name, make] of Object.entries(kinds)) {
    test(`reads PKCS#8 ${name}, open and locked`, async (context) => {
      const open = make().export({ type: 'pkcs8', format: 'pem' }).toString()
      assert.ok((await privateKey(fileWith(context, open), nobody).load()).isPrivateKey())
      const locked = make()
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'sesame' })
        .toString()
      const key = privateKey(fileWith(context, locked), { passphrase: async () => new Secret('sesame') })
      assert.ok((await key.load()).isPrivateKey())
    })
  }

  test('refuses what is no private key', async (context) => {
    await assert.rejects(privateKey(fileWith(context, 'hello'), nobody).load(), { code: 'E-KEY' })
    await assert.rejects(privateKey(fileWith(context, newKeyPair('').publicKey), nobody).load(), /no private key/)
    await assert.rejects(privateKey('/nowhere/key', nobody).load(), /it cannot be read/)
  })
})

test('heldKey() is there already', async () => {
  const key = heldKey('/x', newKeyPair('').privateKey)
  assert.ok((await key.load()).isPrivateKey())
  assert.equal(await key.passphrase(), null)
})
