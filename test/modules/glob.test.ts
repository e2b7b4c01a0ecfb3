import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { globPattern, replaceAll } from '../../src/modules/glob.js'

describe('globPattern()', () => {
  test('matches whole names, and does not cross a slash', () => {
    const rules = globPattern('dm-master/conf/*.rules.yml')
    assert.ok(rules.test('dm-master/conf/dm_worker.rules.yml'))
    assert.ok(!rules.test('x/dm-master/conf/a.rules.yml'))
    assert.ok(!rules.test('dm-master/conf/deep/a.rules.yml'))
    assert.ok(!rules.test('dm-master/conf/a.rules-yml'))
    assert.ok(globPattern('a?[x]').test('ab[x]'))
  })
})

describe('replaceAll()', () => {
  test('replaces longer texts first, and nothing twice', () => {
    const replace = { 'DS_*-CLUSTER': 'prod', '{DS_*-CLUSTER}': 'prod', 'test-cluster': 'DS_A-CLUSTER' }
    const text = '{DS_TEST-CLUSTER} DS_X-CLUSTER test-cluster {DS_} $&'
    assert.equal(replaceAll(text, replace), 'prod prod DS_A-CLUSTER {DS_} $&')
  })

  test('takes values as they are', () => {
    assert.equal(replaceAll('ENV', { ENV: "$& $1 it's" }), "$& $1 it's")
    assert.equal(replaceAll('same', {}), 'same')
  })
})
