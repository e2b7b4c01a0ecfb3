import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventory } from './typed_inventory.js'

describe('listLines() and listJson()', () => {
  test('show lists hosts with address, port, user and groups', async () => {
    const { code, out } = await inventory(['show', 'i/inventory.ini'])
    assert.equal(code, 0)
    assert.equal(
      out,
      [
        'i/inventory.ini: 2 hosts, 3 groups',
        'Host  Address   Port  User  Groups',
        'w1    10.0.0.2  2222  tidb  dm_worker_servers',
        'm     10.0.0.1  -     tidb  monitored, dm_master_servers',
        '',
      ].join('\n'),
    )
  })

  test('show --json has the shape of ansible-inventory --list, passwords masked', async () => {
    const { out } = await inventory(['show', 'i/inventory.ini', '--json'])
    const { _meta, all, dm_worker_servers, monitored } = JSON.parse(out)
    assert.deepEqual(all.children, ['ungrouped', 'dm_worker_servers', 'monitored'])
    assert.deepEqual([dm_worker_servers, monitored], [{ hosts: ['w1'] }, { children: ['dm_master_servers'] }])
    assert.deepEqual(_meta.hostvars.w1, {
      ansible_user: 'tidb',
      deploy_dir: '/home/tidb/deploy',
      dm_worker_port: '8262',
      log_dir: '/home/tidb/deploy/log',
      ansible_port: 2222,
      ansible_host: '10.0.0.2',
      mysql_password: '******',
    })
  })
})
