import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localFile } from '../../src/modules/local_file.js'
import { packageFile, releaseDigest } from '../../src/modules/package_param.js'
import { fakeTools } from './fake_tools.js'

const here = import.meta.filename

describe('packageFile()', () => {
  test('believes a digest that comes with it, and computes it otherwise', async () => {
    const known = { path: '/p', sha256: 'abc', size: 1 }
    assert.deepEqual(await packageFile(known, fakeTools()), known)
    const read = await localFile(here, fakeTools())
    assert.deepEqual(await packageFile(here, fakeTools()), read)
    assert.deepEqual(await packageFile({ path: here }, fakeTools()), read)
  })
})

describe('releaseDigest()', () => {
  const file = (sha256: string) => ({ path: '/p', sha256, size: 1 })
  test('is the package’s own, or one over all in order', () => {
    assert.equal(releaseDigest([file('a')]), 'a')
    const both = releaseDigest([file('a'), file('b')])
    assert.match(both, /^[0-9a-f]{64}$/)
    assert.notEqual(both, releaseDigest([file('b'), file('a')]))
  })
})
