import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Catalog, openCatalog } from '../../src/packages/catalog.js'
import { readManifest } from '../../src/packages/manifest.js'
import {
  filesIn,
  madeMirror,
  now,
  ownerKey,
  roleKey,
  rootKeys,
  rootSigned,
  sealed,
  signedFile,
  strangerKey,
} from './made_mirror.js'

const root = readManifest('root', 'root.json', signedFile(rootSigned(), rootKeys)).signed
const mirror = () =>
  madeMirror({ releases: ['dmctl', 'dm-master', 'gone'].map((component) => ({ component, version: 'v8.1.0' })) })

/** A catalog of files whose snapshot names them as they are. */
async function catalogOf(files: Map<string, Buffer>): Promise<Catalog> {
  const bytes = sealed(files, 1).get('snapshot.json') ?? Buffer.alloc(0)
  return openCatalog(filesIn(files), { root, snapshot: readManifest('snapshot', '', bytes).signed, now })
}

/** The mirror with a changed manifest. */
function altered(name: string, change: (signed: object) => object, key = ownerKey): Map<string, Buffer> {
  const files = mirror()
  const { signed } = JSON.parse(files.get(name)?.toString() ?? '')
  return files.set(name, signedFile(change(signed), [key]))
}

describe('openCatalog()', () => {
  test('offers what is not withdrawn', async () => {
    const { components, component } = await catalogOf(mirror())
    assert.deepEqual(components, ['dmctl', 'dm-master'])
    assert.equal((await component('dmctl'))?.id, 'dmctl')
    for (const name of ['gone', 'nothing', 'constructor', '__proto__']) assert.equal(await component(name), null)
  })

  const index: [string, Map<string, Buffer>, RegExp][] = [
    [
      'of a stranger',
      altered('1.index.json', (signed) => signed, strangerKey),
      /1\.index\.json .* 0 of 1 trusted keys/,
    ],
    [
      'that says another version',
      altered('1.index.json', (signed) => ({ ...signed, version: 2 }), roleKey),
      /as it says that it is version 2$/,
    ],
    [
      'that has expired',
      altered('1.index.json', (signed) => ({ ...signed, expires: '2020-01-01T00:00:00Z' }), roleKey),
      /as it has expired/,
    ],
  ]
  for (const [name, files, message] of index)
    test(`refuses an index ${name}`, () => assert.rejects(catalogOf(files), { code: 'E-MIRROR', message }))
})

describe('Catalog.component()', () => {
  const refused: [string, Map<string, Buffer>, RegExp][] = [
    ['of another owner', altered('1.dmctl.json', (signed) => signed, roleKey), /1\.dmctl\.json .* 0 of 1 trusted keys/],
    [
      'about another component',
      altered('1.dmctl.json', (signed) => ({ ...signed, id: 'dm-master' })),
      /as it is about another component: dm-master$/,
    ],
    [
      'without a known owner',
      altered('1.index.json', (signed) => ({ ...signed, owners: {} }), roleKey),
      /as its owner is not known: pingcap$/,
    ],
    [
      'at a strange place',
      altered(
        '1.index.json',
        (signed) => ({ ...signed, components: { dmctl: { owner: 'pingcap', url: '/../dmctl.json' } } }),
        roleKey,
      ),
      /^cannot use \/\.\.\/dmctl\.json of MIRROR/,
    ],
  ]
  for (const [name, files, message] of refused)
    test(`refuses a component ${name}`, async () => {
      const { component } = await catalogOf(files)
      await assert.rejects(component('dmctl'), { code: 'E-MIRROR', message })
    })

  test('says that a mirror is inconsistent', async () => {
    const files = mirror()
    const { component } = await catalogOf(files)
    files.delete('1.dmctl.json')
    await assert.rejects(component('dmctl'), {
      message: 'cannot read 1.dmctl.json of MIRROR as it is not there, though its snapshot names it',
      hint: /^try again later, or give --mirror FOLDER/,
    })
  })
})
