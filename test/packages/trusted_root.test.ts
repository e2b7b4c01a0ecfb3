import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import type { Role } from '../../src/packages/manifest.js'
import { fingerprint } from '../../src/packages/signatures.js'
import { type TrustOptions, trustedRoot } from '../../src/packages/trusted_root.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { filesIn, type MadeKey, makeKey, now, rootKeys, rootSigned, signedFile } from './made_mirror.js'

const newKeys = ['new1', 'new2', 'new3'].map(makeKey)
const first = signedFile(rootSigned(), rootKeys)

function optionsFor(t: TestContext): TrustOptions & { readonly told: string[] } {
  const told: string[] = []
  return { folder: temporaryFolder(t), rootFile: null, now, onTrust: (text) => void told.push(text), told }
}

/** A mirror whose newest root is the last of these; the first is version 1. */
function mirrorOf(...roots: readonly Buffer[]) {
  const numbered = roots.map((root, index): [string, Buffer] => [`${index + 1}.root.json`, root])
  return filesIn(new Map([...numbered, ['root.json', roots.at(-1) ?? Buffer.alloc(0)]]))
}

const changed = (version: number, other: object, signers: readonly MadeKey[] = rootKeys): Buffer =>
  signedFile({ ...rootSigned(version), ...other }, signers)

describe('trustedRoot()', () => {
  test('pins the first root, and tells its keys', async (t) => {
    const options = optionsFor(t)
    assert.equal((await trustedRoot(mirrorOf(first), options)).version, 1)
    assert.deepEqual(readFileSync(join(options.folder, 'root.json')), first)
    const prints = rootKeys.map(({ key }) => `SHA256:${fingerprint(key)}`).join(', ')
    assert.deepEqual(options.told, [`Trusting the mirror MIRROR from now on by 3 of its root keys: ${prints}`])
  })

  test('says nothing the second time', async (t) => {
    const options = optionsFor(t)
    await trustedRoot(mirrorOf(first), options)
    await trustedRoot(mirrorOf(first), options)
    assert.equal(options.told.length, 1)
  })

  test('follows keys that old and new ones signed', async (t) => {
    const options = optionsFor(t)
    await trustedRoot(mirrorOf(first), options)
    const second = signedFile(rootSigned(2, newKeys), [...rootKeys, ...newKeys])
    const third = signedFile(rootSigned(3, newKeys), newKeys)
    assert.equal((await trustedRoot(mirrorOf(first, second, third), options)).version, 3)
    assert.deepEqual(readFileSync(join(options.folder, 'root.json')), third)
  })

  const unsigned: [string, readonly MadeKey[]][] = [
    ['old keys did not sign', newKeys],
    ['new keys did not sign', rootKeys],
    ['old keys signed too rarely', [...rootKeys.slice(0, 2), ...newKeys]],
  ]
  for (const [name, signers] of unsigned)
    test(`refuses keys that ${name}, and keeps the old ones`, async (t) => {
      const options = optionsFor(t)
      await trustedRoot(mirrorOf(first), options)
      const second = signedFile(rootSigned(2, newKeys), signers)
      await assert.rejects(trustedRoot(mirrorOf(first, second), options), {
        code: 'E-MIRROR',
        message: /^cannot trust 2\.root\.json of MIRROR as \d of 3 trusted keys signed it$/,
      })
      assert.deepEqual(readFileSync(join(options.folder, 'root.json')), first)
    })

  const steps: [string, Buffer, RegExp][] = [
    ['a step of two versions', changed(3, {}), /as it says that it is version 3$/],
    ['the same version again', changed(1, {}), /as it says that it is version 1$/],
    ['an earlier end', changed(2, { expires: '2099-01-01T00:00:00Z' }), /as it ends before the one that it replaces/],
    ['no end', changed(2, { expires: '' }), /as it ends before/],
  ]
  for (const [name, second, message] of steps)
    test(`refuses ${name}`, async (t) => {
      await assert.rejects(
        trustedRoot(
          filesIn(
            new Map([
              ['root.json', first],
              ['2.root.json', second],
            ]),
          ),
          optionsFor(t),
        ),
        {
          message,
        },
      )
    })

  test('refuses an expired root that no other follows', async (t) => {
    const old = changed(1, { expires: '2026-01-01T00:00:00Z' })
    await assert.rejects(trustedRoot(mirrorOf(old), optionsFor(t)), { message: /as it has expired/ })
    assert.equal((await trustedRoot(mirrorOf(old, changed(2, {})), optionsFor(t))).version, 2)
  })

  test('refuses a first root that is not signed by its own keys', async (t) => {
    const options = optionsFor(t)
    await assert.rejects(trustedRoot(mirrorOf(signedFile(rootSigned(), newKeys)), options), { code: 'E-MIRROR' })
    assert.deepEqual(options.told, [])
  })

  test('stays with the pinned root when the mirror shows another', async (t) => {
    const options = optionsFor(t)
    const { roles } = await trustedRoot(mirrorOf(first), options)
    const { roles: later } = await trustedRoot(mirrorOf(signedFile(rootSigned(1, newKeys), newKeys)), options)
    const ids = ({ keys }: Role): string[] => Object.keys(keys)
    assert.deepEqual(ids(later.root), ids(roles.root))
  })

  test('begins with a given file, whatever the mirror shows', async (t) => {
    const rootFile = join(temporaryFolder(t), 'given.json')
    writeFileSync(rootFile, first)
    const stranger = signedFile(rootSigned(1, newKeys), newKeys)
    const { roles } = await trustedRoot(mirrorOf(stranger), { ...optionsFor(t), rootFile })
    assert.deepEqual(Object.keys(roles.root.keys), ['root1', 'root2', 'root3'])
  })

  test('refuses a given file that is older than what is pinned', async (t) => {
    const options = optionsFor(t)
    await trustedRoot(mirrorOf(first, changed(2, {})), options)
    const rootFile = join(options.folder, 'given.json')
    writeFileSync(rootFile, first)
    await assert.rejects(trustedRoot(mirrorOf(), { ...options, rootFile }), {
      message: /as a newer one was seen: version 2, now 1$/,
    })
  })

  test('names what is not there', async (t) => {
    await assert.rejects(trustedRoot(filesIn(new Map()), optionsFor(t)), { message: /as it has no root\.json$/ })
    await assert.rejects(trustedRoot(mirrorOf(first), { ...optionsFor(t), rootFile: '/nowhere' }), {
      message: 'cannot read /nowhere as there is no such file',
    })
  })
})
