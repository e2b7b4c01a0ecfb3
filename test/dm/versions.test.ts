import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { can, compareVersions, deployable, exportingClients, keepaliveSeconds } from '../../src/dm/versions.js'

describe('deployable()', () => {
  for (const version of [
    'v2.0.0',
    'v8.1.0',
    'nightly',
    'v9.0.0-beta.1',
    'v5.3.0-20211230',
    'v8.5.0-alpha-nightly-20240101',
  ]) {
    test(`takes ${version}`, () => assert.equal(deployable(version), null))
  }
  const refused: [string, RegExp][] = [
    ['8.1.0', /begin with v: write v8\.1\.0/],
    ['v2.0.0-rc.2', /from v2\.0\.0 on/],
    ['v1.0.7', /from v2\.0\.0 on/],
    ['v8.1', /no version of DM/],
    ['latest', /no version of DM/],
    ['v8.1.0;id', /no version of DM/],
  ]
  for (const [version, why] of refused) test(`refuses ${version}`, () => assert.match(deployable(version) ?? '', why))
})

test('compareVersions() sorts forerunners before, hotfixes after, nightly last', () => {
  const sorted = ['v2.0.7', 'v5.3.0-alpha', 'v5.3.0', 'v5.3.0-20211230', 'v5.3.0-hotfix.2', 'v8.1.0', 'nightly']
  assert.deepEqual([...sorted].reverse().sort(compareVersions), sorted)
  assert.equal(compareVersions('v8.1.0', 'v8.1.0'), 0)
})

test('can() knows since when', () => {
  assert.equal(can('v2.0.1', 'transferSource'), false)
  assert.equal(can('v2.0.2', 'transferSource'), true)
  assert.equal(can('v2.0.5', 'evictLeader'), false)
  assert.equal(can('v8.1.0', 'openApi'), true)
  assert.equal(can('nightly', 'openApi'), true)
  assert.equal(can('junk', 'openApi'), false)
})

test('keepaliveSeconds() is short before v2.0.2', () => {
  assert.deepEqual(keepaliveSeconds('v2.0.1'), { plain: 10, relaying: 10 })
  assert.deepEqual(keepaliveSeconds('v2.0.7'), { plain: 60, relaying: 1800 })
})

test('exportingClients() are of the cluster version, and below v2.0.5 of a newer one that is no v8', () => {
  for (const version of ['v2.0.5', 'v7.5.0', 'v8.1.0', 'nightly'])
    assert.deepEqual(exportingClients(version), [version])
  const [nearest, ...others] = exportingClients('v2.0.4')
  assert.equal(nearest, 'v2.0.5')
  for (const other of others) assert.ok(compareVersions(other, 'v2.0.5') > 0 && compareVersions(other, 'v8.0.0') < 0)
})
