import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterPort, metaDirectories, newPlace, peerPort } from '../../../src/dm/legacy/places.js'
import { takenOver } from './reading.js'

test('newPlace() is below the old directory, and usual where that is the one of all', () => {
  const { takeover } = takenOver()
  const worker = takeover?.seen.find(({ process }) => process.role === 'dm-worker')
  assert.ok(takeover && worker)
  assert.deepEqual(newPlace(worker, takeover.legacy), {
    deployDir: '/home/tidb/deploy/dm-worker-8262',
    usual: true,
  })
  const elsewhere = { ...worker, process: { ...worker.process, deployDir: { value: '/data1/dm', from: '' } } }
  assert.deepEqual(newPlace(elsewhere, takeover.legacy), { deployDir: '/data1/dm/dm-worker-8262', usual: false })
  assert.deepEqual(metaDirectories(worker, '/new'), {
    from: '/home/tidb/deploy/dm_worker_meta',
    to: '/new/dm_worker_meta',
  })
})

test('ports that DM 1.0 did not have follow the main one, and stay ports', () => {
  assert.deepEqual([peerPort(8261), peerPort(18261), peerPort(65_535)], [8291, 18291, 65_505])
  assert.deepEqual([clusterPort(9093), clusterPort(65_535)], [9094, 65_534])
})
