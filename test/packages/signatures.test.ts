import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Manifest, readManifest } from '../../src/packages/manifest.js'
import { checkSignatures, fingerprint } from '../../src/packages/signatures.js'
import { type MadeKey, roleOf, rootKeys, rootSigned, signedFile, strangerKey } from './made_mirror.js'

const manifestBy = (signers: readonly MadeKey[]): Manifest<'root'> =>
  readManifest('root', 'root.json', signedFile(rootSigned(), signers))

const [first, second] = rootKeys

describe('checkSignatures()', () => {
  test('takes all signatures', () => checkSignatures(manifestBy(rootKeys), roleOf(rootKeys)))

  test('takes as many as the threshold asks for', () =>
    checkSignatures(manifestBy(rootKeys.slice(0, 2)), roleOf(rootKeys, 2)))

  test('passes unknown keys over', () => checkSignatures(manifestBy([strangerKey, ...rootKeys]), roleOf(rootKeys)))

  test('refuses too few', () =>
    assert.throws(() => checkSignatures(manifestBy(rootKeys.slice(0, 2)), roleOf(rootKeys)), {
      code: 'E-MIRROR',
      message: 'cannot trust root.json as 2 of 3 trusted keys signed it',
    }))

  test('refuses a wrong signature of a known key, though others would do', () => {
    const manifest = manifestBy(rootKeys)
    const raw = Buffer.from(manifest.raw.toString().replace('2100', '2200'))
    assert.throws(() => checkSignatures({ ...manifest, raw }, roleOf(rootKeys.slice(0, 1))), {
      message: 'cannot trust root.json as the signature of root1 is wrong',
    })
  })

  test('refuses two signatures of one id', () => {
    assert.throws(() => checkSignatures(manifestBy([...rootKeys, ...rootKeys]), roleOf(rootKeys)), {
      message: 'cannot trust root.json as one key signed it twice',
    })
  })

  test('counts a key once that has two ids', () => {
    const twins = [first, first].flatMap((key, index) => (key ? [{ ...key, id: `twin${index}` }] : []))
    assert.throws(() => checkSignatures(manifestBy(twins), roleOf(twins)), { message: /as 1 of 2 trusted keys/ })
  })

  test('refuses keys of another scheme, and what is no key', () => {
    const key = first?.key ?? { keytype: '', scheme: '', keyval: { public: '' } }
    const refuse = (other: object, message: RegExp): void =>
      assert.throws(
        () => checkSignatures(manifestBy(rootKeys), { keys: { root1: { ...key, ...other } }, threshold: 1 }),
        { code: 'E-MIRROR', message },
      )
    refuse({ scheme: 'none' }, /in a way that is not known here: rsa, none$/)
    refuse({ keyval: { public: 'nothing' } }, /as one of its keys cannot be read$/)
  })

  test('is not misled by names that every object has', () => {
    const odd = { id: 'constructor', key: strangerKey.key, privateKey: strangerKey.privateKey }
    checkSignatures(manifestBy([odd, ...rootKeys]), roleOf(rootKeys))
  })
})

test('fingerprint() differs from key to key, and is the same for the same', () => {
  if (!first || !second) throw new Error('no keys')
  assert.match(fingerprint(first.key), /^[0-9a-f]{64}$/)
  assert.equal(fingerprint(first.key), fingerprint({ ...first.key }))
  assert.notEqual(fingerprint(first.key), fingerprint(second.key))
})
