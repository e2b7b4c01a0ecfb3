import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clusterNameTrouble } from '../../src/dm/cluster_name.js'

describe('clusterNameTrouble()', () => {
  for (const name of ['prod', 'dm-test_1.2', 'A', '1']) {
    test(`takes ${name}`, () => assert.equal(clusterNameTrouble(name), null))
  }
  for (const name of ['', '.', '..', '.hidden', '-x', 'a/b', 'a b', 'a\nb', 'a;b', 'x'.repeat(65), 'é']) {
    test(`refuses ${JSON.stringify(name)}`, () => assert.notEqual(clusterNameTrouble(name), null))
  }
})
