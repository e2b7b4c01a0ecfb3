import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legacyId, legacyScript, legacyUnit, shortPlace } from '../../../src/dm/legacy/process.js'
import { legacyOf, stock } from './reading.js'

test('a process has the id that DM 2.0 gives it, its unit and its script', () => {
  const worker = legacyOf(stock).processes.find(({ role }) => role === 'dm-worker')
  assert.ok(worker)
  assert.equal(legacyId(worker), '172.16.10.72:8262')
  assert.equal(legacyId({ ...worker, address: 'fd00::1' }), '[fd00::1]:8262')
  assert.equal(legacyUnit(worker), 'dm-worker-8262')
  assert.equal(legacyScript(worker), '/home/tidb/deploy/scripts/run_dm-worker.sh')
})

test('shortPlace() names the file as people do', () => {
  const at = (file: string) => shortPlace({ source: { file, text: '' }, line: 3, column: 1, length: 1 })
  assert.equal(at('/home/tidb/dm-ansible/inventory.ini'), 'inventory.ini:3')
  assert.equal(at('/home/tidb/dm-ansible/group_vars/all.yml'), 'group_vars/all.yml:3')
  assert.equal(at('/home/x/roles/dm-worker/defaults/main.yml'), 'dm-worker/defaults/main.yml:3')
})
