import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ascending, nearestVersions, newestStable } from '../../src/packages/version_order.js'

describe('newestStable()', () => {
  const cases: [string, string[], string | null][] = [
    ['orders numbers as numbers', ['v8.9.0', 'v8.10.0'], 'v8.10.0'],
    ['passes pre-releases over', ['v8.5.0', 'v9.0.0-beta.1'], 'v8.5.0'],
    ['takes a pre-release where there is nothing else', ['v9.0.0-alpha', 'v9.0.0-beta.1'], 'v9.0.0-beta.1'],
    ['takes nightly last', ['nightly', 'v9.0.0-alpha'], 'v9.0.0-alpha'],
    ['is null of none', [], null],
  ]
  for (const [name, versions, newest] of cases) test(name, () => assert.equal(newestStable(versions), newest))
})

test('ascending() puts what is no version first', () => {
  assert.deepEqual(ascending(['v2.0.0', 'nightly', 'v1.0.0']), ['nightly', 'v1.0.0', 'v2.0.0'])
})

describe('nearestVersions()', () => {
  const there = ['v2.0.7', 'v7.5.0', 'v8.1.0', 'v8.1.2', 'v8.5.0']
  test('are those that differ least', () =>
    assert.deepEqual(nearestVersions('v8.1.1', there), ['v8.1.0', 'v8.1.2', 'v8.5.0']))
  test('are the newest for a word that is no version', () =>
    assert.deepEqual(nearestVersions('newest', there), ['v8.1.0', 'v8.1.2', 'v8.5.0']))
})
