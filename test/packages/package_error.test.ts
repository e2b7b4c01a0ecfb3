import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { packageError, unknownComponent, unknownVersion, wishText } from '../../src/packages/package_error.js'

const wish = { component: 'dm-worker', version: 'v8.1.1', os: 'linux', arch: 'amd64' }

test('packageError() refuses unless told otherwise', () => {
  const { code, exit } = packageError('cannot')
  assert.deepEqual({ code, exit }, { code: 'E-PACKAGE', exit: 'refused' })
})

test('wishText() says what is meant by no version', () => {
  assert.equal(wishText({ ...wish, version: null }), 'dm-worker (newest) for linux/amd64')
})

describe('unknownComponent()', () => {
  test('names what is there and the nearest', () => {
    const { message, hint } = unknownComponent({ ...wish, component: 'dm-workr' }, '/p', ['dm-worker', 'dm-master'])
    assert.equal(
      message,
      'cannot find dm-workr v8.1.1 for linux/amd64 in /p as it has no such component: it has dm-master and dm-worker',
    )
    assert.equal(hint, 'did you mean dm-worker?')
  })
  test('says when there is nothing at all', () => {
    assert.match(unknownComponent(wish, '/p', []).message, /as it has no such component: it holds no packages$/)
  })
})

describe('unknownVersion()', () => {
  test('names the nearest versions', () => {
    assert.match(unknownVersion(wish, '/p', ['v7.5.0', 'v8.1.0']).message, /the nearest are v7\.5\.0 and v8\.1\.0$/)
  })
  test('says when the platform has none', () => {
    assert.match(unknownVersion(wish, '/p', []).message, /as it has no such version: none for this platform$/)
  })
})
