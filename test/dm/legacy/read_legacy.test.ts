import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import { changed, legacyOf, messages, readText, stock } from './reading.js'

describe('readLegacy()', () => {
  test('gives the processes in the order of the roles, and where each thing is said', () => {
    const legacy = legacyOf(stock)
    assert.deepEqual(
      legacy.processes.map(({ role, alias }) => `${role} ${alias}`),
      [
        'dm-master dm_master',
        ...['dm-worker dm_worker1', 'dm-worker dm_worker2'],
        ...['prometheus prometheus', 'grafana grafana', 'alertmanager alertmanager'],
      ],
    )
    assert.deepEqual(legacy.name, { value: 'test-cluster', from: 'inventory.ini:23' })
    assert.deepEqual([legacy.login, legacy.user.value], ['tidb', 'tidb'])
    assert.deepEqual(legacy.dropped, [])
  })

  test('finds all that is wrong at once, each thing at its line', () => {
    const text = changed(
      ['dm_worker1 ansible_host=172.16.10.72', 'dm_worker1 ansible_host=172.16.10.72, dm_worker_port=0'],
      ['deploy_dir = /home/tidb/deploy', 'deploy_dir = deploy'],
    )
    const { legacy, errors } = readText(text)
    assert.equal(legacy, null)
    assert.match(messages(errors), /it holds a comma/)
    assert.match(messages(errors), /no port from 1 to 65535: "0"/)
    assert.equal(errors.filter(({ message }) => /it is not absolute/.test(message)).length, 6)
    assert.ok(errors.every(({ at }) => at !== undefined))
  })

  test('the directory of the cluster is what the inventory says for all', () => {
    const text = changed(['dm_worker1 ', 'dm_worker1 deploy_dir=/data/dm/ '])
    const { deployDir, processes } = legacyOf(text)
    assert.equal(deployDir.value, '/home/tidb/deploy')
    assert.equal(processes.find(({ alias }) => alias === 'dm_worker1')?.deployDir.value, '/data/dm')
  })

  test('the key of a line wins over that of ansible.cfg', () => {
    const cfg = { ...noAnsibleCfg, privateKeyFile: '/keys/all' }
    const text = changed(['dm_worker1 ', 'dm_worker1 ansible_ssh_private_key_file=/keys/one '])
    const keys = readText(text, { cfg }).legacy?.processes.map(({ key }) => key)
    assert.deepEqual(keys?.slice(0, 3), ['/keys/all', '/keys/one', '/keys/all'])
  })
})
