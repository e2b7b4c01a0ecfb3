import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDefaults, localTopology, templateFile } from '../../src/dm/template_verb.js'
import { topologyOf } from './clusters.js'

describe('localTopology()', () => {
  test('writes a topology that can be read', () => {
    const topology = topologyOf(localTopology(localDefaults))
    assert.deepEqual(topology.global, {
      user: 'tidb',
      systemd_mode: 'system',
      ssh_port: 22,
      deploy_dir: '/tidb-deploy',
      data_dir: '/tidb-data',
      arch: 'amd64',
    })
    assert.equal(topology.master_servers?.length, 3)
    assert.deepEqual(topology.grafana_servers, [{ host: '172.19.0.101' }])
  })

  test('leaves an empty list out, and writes a group where there is one', () => {
    const text = localTopology({ ...localDefaults, group: 'dba', hosts: { ...localDefaults.hosts, alertmanager: [] } })
    assert.match(text, /group: "dba"/)
    assert.doesNotMatch(text, /alertmanager/)
  })

  test('says all that is wrong at once', () => {
    const hosts = { ...localDefaults.hosts, 'dm-master': ['a'], 'dm-worker': [] }
    assert.throws(() => localTopology({ ...localDefaults, arch: 'mips', hosts }), {
      code: 'E-USAGE',
      message: '3 problems',
    })
  })
})

test('templateFile() names a shipped inventory', () => assert.equal(templateFile('full'), 'full.yaml'))
