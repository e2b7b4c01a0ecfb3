import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readManifest } from '../../src/packages/manifest.js'
import { madeMirror, roleKey, rootKeys, rootSigned, signedFile } from './made_mirror.js'

describe('readManifest()', () => {
  test('keeps the bytes that were signed', () => {
    const bytes = signedFile(rootSigned(), rootKeys)
    const { raw, signed, signatures } = readManifest('root', 'root.json', bytes)
    assert.ok(bytes.includes(raw))
    assert.match(raw.toString(), /^\{\r\n "_type": "root"/)
    assert.equal(signed.roles.root.threshold, 3)
    assert.equal(signatures.length, 3)
  })

  test('reads every kind', () => {
    const files = madeMirror({ releases: [{ component: 'dmctl', version: 'v8.1.0' }] })
    const read = (name: string): Buffer => files.get(name) ?? Buffer.alloc(0)
    assert.equal(readManifest('timestamp', '', read('timestamp.json')).signed.version, 1)
    assert.equal(readManifest('snapshot', '', read('snapshot.json')).signed.meta['/dmctl.json']?.version, 1)
    assert.equal(readManifest('index', '', read('1.index.json')).signed.components.dmctl?.owner, 'pingcap')
    assert.equal(readManifest('component', '', read('1.dmctl.json')).signed.id, 'dmctl')
  })

  const refused: [string, Buffer][] = [
    ['another kind', madeMirror({ releases: [] }).get('snapshot.json') ?? Buffer.alloc(0)],
    ['a role without threshold', signedFile({ ...rootSigned(), roles: {} }, rootKeys)],
    ['another version of the format', signedFile({ ...rootSigned(), spec_version: '2.0.0' }, rootKeys)],
    ['no signatures', Buffer.from('{"signed":{}}')],
    ['what is no JSON', Buffer.from('<html>')],
    ['what is no UTF-8', Buffer.concat([signedFile(rootSigned(), [roleKey]), Buffer.from([0xff])])],
    ['two signed parts', Buffer.from('{"signatures":[],"signed":{},"signed":{}}')],
  ]
  for (const [name, bytes] of refused)
    test(`refuses ${name}`, () =>
      assert.throws(() => readManifest('root', 'root.json of X', bytes), {
        code: 'E-MIRROR',
        message: 'cannot use root.json of X as it is no root manifest',
      }))
})
