import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { currentSnapshot } from '../../src/packages/current_snapshot.js'
import { readManifest } from '../../src/packages/manifest.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import {
  filesIn,
  madeMirror,
  now,
  roleKey,
  rootKeys,
  rootSigned,
  sealed,
  sha256,
  signedFile,
  strangerKey,
} from './made_mirror.js'

const root = readManifest('root', 'root.json', signedFile(rootSigned(), rootKeys)).signed
const releases = [{ component: 'dmctl', version: 'v8.1.0' }]
const mirrorAt = (version: number) => madeMirror({ version, releases })
const expires = '2026-01-01T00:00:00Z'

/** The mirror with another timestamp or snapshot, signed by the right key unless said otherwise. */
function altered(kind: 'timestamp' | 'snapshot', other: object, key = roleKey): Map<string, Buffer> {
  const files = mirrorAt(1)
  const { signed } = readManifest(kind, kind, files.get(`${kind}.json`) ?? Buffer.alloc(0))
  return files.set(`${kind}.json`, signedFile({ ...signed, ...other }, [key]))
}

/** The mirror with an altered snapshot that its timestamp names. */
function named(other: object, key = roleKey): Map<string, Buffer> {
  const files = altered('snapshot', other, key)
  const snapshot = files.get('snapshot.json') ?? Buffer.alloc(0)
  const entry = { hashes: { sha256: sha256(snapshot) }, length: snapshot.length }
  const timestamp = altered('timestamp', { meta: { '/snapshot.json': entry } }).get('timestamp.json')
  return files.set('timestamp.json', timestamp ?? Buffer.alloc(0))
}

describe('currentSnapshot()', () => {
  test('gives the versions, again and for newer ones', async (t) => {
    const folder = temporaryFolder(t)
    for (const version of [1, 1, 2]) {
      const { meta } = await currentSnapshot(filesIn(mirrorAt(version)), { root, folder, now })
      assert.equal(meta['/dmctl.json']?.version, version)
    }
  })

  test('refuses to go back', async (t) => {
    const folder = temporaryFolder(t)
    await currentSnapshot(filesIn(mirrorAt(2)), { root, folder, now })
    await assert.rejects(currentSnapshot(filesIn(mirrorAt(1)), { root, folder, now }), {
      code: 'E-MIRROR',
      message: 'cannot trust timestamp.json of MIRROR as it goes back: to version 1, after 2 was seen',
    })
  })

  test('refuses a newer snapshot that names an older manifest', async (t) => {
    const folder = temporaryFolder(t)
    await currentSnapshot(filesIn(mirrorAt(2)), { root, folder, now })
    await assert.rejects(currentSnapshot(filesIn(sealed(mirrorAt(1), 3)), { root, folder, now }), {
      message: /^cannot trust snapshot\.json of MIRROR as it goes back: to version 1, after 2/,
    })
  })

  const refused: [string, Map<string, Buffer>, RegExp][] = [
    ['an expired timestamp', altered('timestamp', { expires }), /timestamp\.json of MIRROR as it has expired/],
    ['an expired snapshot', named({ expires }), /snapshot\.json of MIRROR as it has expired/],
    ['a timestamp of a stranger', altered('timestamp', {}, strangerKey), /timestamp\.json .* 0 of 1 trusted keys/],
    ['a snapshot of a stranger', named({}, strangerKey), /snapshot\.json .* 0 of 1 trusted keys/],
    ['a snapshot that is not the named one', altered('snapshot', { x: 1 }), /as it does not fit the other manifests/],
    ['a snapshot of newer keys', named({ meta: { '/root.json': { version: 2, length: 1 } } }), /as it does not fit/],
    ['no timestamp', new Map(), /as it has no timestamp\.json$/],
  ]
  for (const [name, files, message] of refused)
    test(`refuses ${name}`, async (t) => {
      const options = { root, folder: temporaryFolder(t), now }
      await assert.rejects(currentSnapshot(filesIn(files), options), { code: 'E-MIRROR', message })
      await currentSnapshot(filesIn(mirrorAt(1)), options)
    })
})
