import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, inventoryOf, shipped } from '../clusters.js'

test('alertmanagerFacet() names all peers, itself too', () => {
  const host = hostOf(inventoryOf(shipped('full')), 'alertmanager', '10.0.1.18:9093')
  assert.equal(host.vars.package_version, null)
  assert.deepEqual([host.vars.web_port, host.vars.cluster_port], [9093, 9094])
  assert.deepEqual(host.vars.alertmanager, {
    external_url: 'http://10.0.1.18:9093',
    cluster_address: '10.0.1.18:9094',
    peers: ['10.0.1.15:9094', '10.0.1.18:9094'],
    config_file: null,
    additional_args: [],
  })
})
