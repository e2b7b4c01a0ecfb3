import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkExpiry } from '../../src/packages/expiry.js'
import { type Manifest, readManifest } from '../../src/packages/manifest.js'
import { now, rootSigned, signedFile } from './made_mirror.js'

const ending = (expires: string): Manifest<'root'> =>
  readManifest('root', 'root.json', signedFile({ ...rootSigned(), expires }, []))

describe('checkExpiry()', () => {
  test('takes what ends later, in any time zone', () => {
    checkExpiry(ending('2026-06-01T00:00:00Z'), now)
    checkExpiry(ending('2026-06-01T07:59:00+07:00'), now)
  })
  for (const expires of ['2026-05-31T23:59:59Z', '2026-06-01T08:00:00+08:01', '', 'never'])
    test(`refuses "${expires}"`, () =>
      assert.throws(() => checkExpiry(ending(expires), now), {
        code: 'E-MIRROR',
        message: `cannot trust root.json as it has expired: ${expires}`,
      }))
})
