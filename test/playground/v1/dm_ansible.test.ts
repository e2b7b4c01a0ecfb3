import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dmAnsibleFiles } from '../../../src/playground/v1/dm_ansible.js'
import { legacy } from './legacy.js'

test('dmAnsibleFiles() says on a line only what differs from the defaults', () => {
  const files = dmAnsibleFiles(legacy)
  const lines = (files['inventory.ini'] ?? '').split('\n')
  assert.ok(lines.includes('dm_master ansible_host=172.16.10.71'))
  assert.ok(
    lines.includes(
      'dm_worker1 ansible_host=172.16.10.72 deploy_dir=/data1/dm_worker dm_worker_port=8263 source_id="mysql-replica-01" server_id=101 mysql_host=172.16.10.81 mysql_user=root mysql_password=\'secret #1\' mysql_port=3306',
    ),
  )
  assert.equal(files['dmctl/dmctl.toml'], 'master-addr = "172.16.10.71:8261"\n')
  assert.match(files['group_vars/all.yml'] ?? '', /deploy_user: "\{\{ ansible_user \}\}"/)
})
