import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { clusterPins, inventoryPins, pinsIn } from '../../src/state/host_keys.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('pinsIn()', () => {
  test('has no lines before the first', async (context) => {
    assert.deepEqual(await pinsIn(join(temporaryFolder(context), 'none')).lines(), [])
  })

  test('adds each line once, whoever adds at the same time, for no other eyes', async (context) => {
    const pins = pinsIn(join(temporaryFolder(context), 'new', 'known_hosts'))
    await Promise.all([pins.add(['a', 'b']), pins.add(['b', 'c']), pins.add(['d'])])
    assert.deepEqual(await pins.lines(), ['a', 'b', 'c', 'd'])
    assert.equal(statSync(pins.path).mode & 0o777, 0o600)
    assert.equal(readFileSync(pins.path, 'utf8'), 'a\nb\nc\nd\n')
  })
})

test('pins lie with the cluster, or by inventory', () => {
  assert.equal(clusterPins('/s/clusters/prod').path, '/s/clusters/prod/known_hosts')
  assert.equal(inventoryPins({ root: '/s' } as never, 'inventory-1').path, '/s/known_hosts/inventory-1')
})
