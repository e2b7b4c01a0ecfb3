import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import type { Findings } from '../../../src/dm/legacy/findings.js'
import { addressOf, directoryOf, isLoopback, loginOf, portOf, sshPortOf } from '../../../src/dm/legacy/process_words.js'
import { hostOf } from './inventory_host.js'
import { messages } from './reading.js'

const nothing = (): Findings => ({ errors: [], warnings: [] })

describe('addressOf()', () => {
  test('is the name where nothing else is said', () => {
    assert.equal(addressOf(hostOf({}, '10.0.0.1'), nothing()), '10.0.0.1')
    assert.equal(addressOf(hostOf({ ansible_ssh_host: '10.0.0.2' }), nothing()), '10.0.0.2')
  })

  for (const address of ['', '{{ ip }}', '10.0.0.[1:3]', '“10.0.0.1”', '10.0.0.1,', '10.0.0.1 x', 'a_b!'])
    test(`refuses "${address}" at its place`, () => {
      const found = nothing()
      assert.equal(addressOf(hostOf({ x: '', ansible_host: address }), found), null)
      assert.equal(found.errors.length, 1)
      assert.equal(found.errors[0]?.at?.line, 2)
    })
})

test('isLoopback() knows this machine by each of its names', () => {
  assert.deepEqual(['localhost', '::1', '127.0.0.2', '10.127.0.1', 'localhost.example.com'].map(isLoopback), [
    ...[true, true, true],
    ...[false, false],
  ])
})

describe('portOf() and sshPortOf()', () => {
  test('each role has its own, and says where it is from', () => {
    const host = hostOf({ dm_worker_port: '18262', prometheus_port: '19090' })
    const port = (role: 'dm-worker' | 'prometheus' | 'grafana') => portOf(host, { role, found: nothing() })
    assert.deepEqual(port('dm-worker'), { value: 18262, from: 'inventory.ini:1' })
    assert.deepEqual(port('prometheus'), { value: 19090, from: 'inventory.ini:2' })
    assert.deepEqual(port('grafana'), { value: 3000, from: "dm-ansible's default" })
  })

  for (const text of ['0', '65536', '8262 ', '+1', '0x10', ''])
    test(`"${text}" is ${text === '8262 ' ? 'a' : 'no'} port`, () => {
      const found = nothing()
      const port = portOf(hostOf({ dm_master_port: text }), { role: 'dm-master', found })
      assert.equal(port?.value, text === '8262 ' ? 8262 : undefined)
      assert.equal(found.errors.length, port === null ? 1 : 0)
    })

  test('that of SSH is ansible.cfg’s where the line has none or an empty one', () => {
    const cfg = { ...noAnsibleCfg, remotePort: 2222 }
    for (const vars of [{}, { ansible_port: '' }])
      assert.equal(sshPortOf(hostOf(vars), { cfg, found: nothing() }), 2222)
    assert.equal(sshPortOf(hostOf({ ansible_port: '23' }), { cfg, found: nothing() }), 23)
  })
})

describe('directoryOf()', () => {
  test('has no slash at its end', () => {
    assert.equal(directoryOf(hostOf({ deploy_dir: '/home/dm//' }), nothing())?.value, '/home/dm')
  })

  for (const path of ['/', '/a/../b', '/a/./b', '{{ home }}/dm', '~/dm', 'dm', '/dm # old', '/my dm'])
    test(`refuses ${path}`, () => {
      const found = nothing()
      assert.equal(directoryOf(hostOf({ deploy_dir: path }), found), null)
      assert.equal(found.errors.length, 1)
    })
})

describe('loginOf()', () => {
  const login = (users: readonly (string | null)[], cfg = noAnsibleCfg) => {
    const found = nothing()
    const hosts = users.map((user, index) => hostOf(user === null ? {} : { ansible_user: user }, `h${index}`))
    return [loginOf(hosts, { cfg, found }), messages(found.errors)] as const
  }

  test('is one for all', () => {
    assert.deepEqual(login(['dm', 'dm']), ['dm', ''])
    assert.deepEqual(login([null], { ...noAnsibleCfg, remoteUser: 'tidb' }), ['tidb', ''])
  })

  test('is never two, never root, and never unknown', () => {
    assert.match(login(['dm', 'tidb'])[1], /two users, dm and tidb/)
    assert.match(login(['root'])[1], /ansible_user root/)
    assert.match(login([null])[1], /no ansible_user/)
  })
})
