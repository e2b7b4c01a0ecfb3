import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chosenRelease } from '../../src/packages/release_choice.js'

const wish = { component: 'dmctl', version: 'v8.1.0', os: 'linux', arch: 'amd64' }
const release = (url: string, yanked = false) => ({ url, yanked, hashes: { sha256: '0'.repeat(64) }, length: 1 })

const component = {
  _type: 'component' as const,
  spec_version: '0.1.0' as const,
  version: 1,
  expires: '',
  id: 'dmctl',
  nightly: 'v9.0.0-alpha-nightly-20260101',
  platforms: {
    'linux/amd64': {
      'v8.1.0': release('/a'),
      'v8.5.0': release('/b'),
      'v8.5.1': release('/c', true),
      'v9.0.0-alpha-nightly-20260101': release('/d'),
    },
    'any/any': { 'v1.0.0': release('/e') },
  },
}

describe('chosenRelease()', () => {
  const cases: [string, object, string, string][] = [
    ['an exact version', {}, 'v8.1.0', '/a'],
    ['the newest that is stable and not withdrawn', { version: null }, 'v8.5.0', '/b'],
    ['the last nightly', { version: 'nightly' }, 'v9.0.0-alpha-nightly-20260101', '/d'],
    ['what is for any platform', { version: null, arch: 'arm64' }, 'v1.0.0', '/e'],
  ]
  for (const [name, other, version, url] of cases)
    test(`takes ${name}`, () => {
      const chosen = chosenRelease(component, { ...wish, ...other }, 'MIRROR')
      assert.deepEqual([chosen.version, chosen.release.url], [version, url])
    })

  const refused: [string, object, RegExp][] = [
    ['an unknown version', { version: 'v8.4.0' }, /the nearest are .*v8\.5\.0/],
    [
      'a withdrawn version',
      { version: 'v8.5.1' },
      /^cannot use dmctl v8\.5\.1 for linux\/amd64 of MIRROR as it was withdr/,
    ],
    ['a name that every object has', { version: 'constructor' }, /as it has no such version/],
  ]
  for (const [name, other, message] of refused)
    test(`refuses ${name}`, () =>
      assert.throws(() => chosenRelease(component, { ...wish, ...other }, 'MIRROR'), {
        code: 'E-PACKAGE',
        exit: 'input',
        message,
      }))

  test('refuses a platform that has none', () => {
    const bare = { ...component, platforms: {} }
    assert.throws(() => chosenRelease(bare, { ...wish, version: null }, 'MIRROR'), {
      message: /none for this platform$/,
    })
  })

  test('refuses nightly where there is none', () => {
    const wanted = { ...wish, version: 'nightly' }
    assert.throws(() => chosenRelease({ ...component, nightly: '' }, wanted, 'MIRROR'), { code: 'E-PACKAGE' })
  })
})
