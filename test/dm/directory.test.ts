import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { below, climbs, inside, isAbsolute, isSystem, isSystemParent, joined } from '../../src/dm/directory.js'

test('below() keeps absolute directories and joins relative ones, without a slash at the end', () => {
  assert.equal(below('/home/tidb', 'deploy'), '/home/tidb/deploy')
  assert.equal(below('/home/tidb', '/data//dm/'), '/data/dm')
  assert.equal(below('/home/tidb', '.'), '/home/tidb')
  assert.equal(below('/home/tidb', '/'), '/')
})

test('joined() joins parts that may be relative', () => {
  assert.equal(joined('deploy', 'dm-master-8261'), 'deploy/dm-master-8261')
})

test('isAbsolute() and climbs() read a path as it was written', () => {
  assert.deepEqual(['/a', 'a'].map(isAbsolute), [true, false])
  assert.deepEqual(['a/../b', '..', 'a..b', '/a/...'].map(climbs), [true, true, false, false])
})

test('inside() is not fooled by names that begin alike', () => {
  assert.equal(inside('/data/dm', '/data'), true)
  assert.equal(inside('/data2', '/data'), false)
  assert.equal(inside('/data', '/data'), false)
  assert.equal(inside('/data', '/'), true)
})

describe('isSystem()', () => {
  for (const directory of [
    '/',
    '/etc',
    '/etc/dm',
    '/usr',
    '/usr/lib/dm',
    '/home',
    '/home/tidb',
    '/root',
    '/var',
    '/opt',
    '/tmp',
    '/var/lib',
    '/proc/1',
  ]) {
    test(`holds for ${directory}`, () => assert.equal(isSystem(directory), true))
  }
  for (const directory of ['/data', '/home/tidb/dm', '/usr/local/dm', '/var/dm', '/opt/dm', '/tmp/dm', '/etcetera']) {
    test(`does not hold for ${directory}`, () => assert.equal(isSystem(directory), false))
  }
})

test('isSystemParent() lets /opt and a home be parents, /etc and / not', () => {
  assert.deepEqual(['/opt', '/home/tidb', '/etc', '/', '/var', '/etc/x'].map(isSystemParent), [
    false,
    false,
    true,
    true,
    true,
    true,
  ])
})
