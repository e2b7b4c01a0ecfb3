import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostReach } from '../../src/language/host_reach.js'
import type { Json } from '../../src/language/inventory.js'

const place = () => ({ source: { file: 'h', text: '' }, line: 1, column: 1, length: 1 })
const reach = (vars: Readonly<Record<string, Json>>) => hostReach('h1', vars, place)

describe('hostReach()', () => {
  test('takes a local connection', () => {
    const found = reach({ ansible_connection: 'local', ansible_host: '10.0.0.1', ansible_become: true, mine: 1 })
    assert.deepEqual(found, { address: '10.0.0.1', reach: { kind: 'local' }, become: true, problems: [] })
  })

  test('reads ssh, which is the usual connection', () => {
    const { reach: found, problems } = reach({
      ansible_port: 2222,
      ansible_user: 'tidb',
      ansible_ssh_private_key_file: '~/.ssh/id',
    })
    assert.deepEqual(found, {
      kind: 'ssh',
      login: 'given',
      address: 'h1',
      port: 2222,
      user: 'tidb',
      key: '~/.ssh/id',
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(reach({ ansible_connection: 'ssh' }).reach, {
      kind: 'ssh',
      login: 'given',
      address: 'h1',
      port: null,
      user: null,
      key: null,
    })
  })

  test('says what fits no variable', () => {
    const { problems } = reach({
      ansible_connection: 'docker',
      ansible_port: '22',
      ansible_host: 5,
      ansible_become: 'yes',
      ansible_usr: 'x',
    })
    assert.equal(problems.length, 5)
    assert.equal(problems[0]?.hint, 'did you mean ansible_user?')
  })
})
