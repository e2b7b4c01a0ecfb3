import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventoryOf, shipped, supervised } from './clusters.js'
import { assertGolden } from './golden.js'

describe('inventoryFrom()', () => {
  const full = inventoryOf(shipped('full'))
  const quickstart = inventoryOf(shipped('quickstart'), { base: supervised, services: 'supervised', ssh: 'none' })

  test('is as recorded for the full inventory', () => {
    assertGolden(
      'inventory.json',
      `${JSON.stringify({ ...full, hosts: [...full.hosts.values()], machines: [...full.machines] }, null, 2)}\n`,
    )
  })

  test('every id of a group is a host, and every host knows its groups', () => {
    for (const [group, ids] of Object.entries(full.groups)) {
      for (const id of ids) assert.ok(full.hosts.get(id)?.groups.includes(group), `${id} in ${group}`)
    }
  })

  test('every host lives on a machine of the inventory', () => {
    for (const { machine } of [...full.hosts.values(), ...quickstart.hosts.values()]) {
      assert.ok(full.machines.has(machine) || quickstart.machines.has(machine), machine)
    }
  })

  test('has every group, also the empty ones', () => {
    const { groups } = inventoryOf('master_servers:\n  - host: a\n')
    assert.deepEqual(Object.keys(groups), Object.keys(full.groups))
    assert.deepEqual(groups.grafana, [])
  })

  test('keeps exporters out of `all`', () => {
    assert.equal(quickstart.groups.all?.length, 8)
    assert.deepEqual(quickstart.groups.node_exporter, ['127.0.0.1:19100'])
  })

  test('every process has the same vars, and every machine', () => {
    const keysOf = (groups: readonly string[]) =>
      groups
        .flatMap((group) => full.groups[group] ?? [])
        .map((id) => Object.keys(full.hosts.get(id)?.vars ?? {}).sort())
    for (const groups of [['all', 'node_exporter', 'blackbox_exporter'], ['machines']]) {
      const [first, ...rest] = keysOf(groups)
      for (const keys of rest) assert.deepEqual(keys, first)
    }
  })

  test('reaches machines by their manage_host, or locally', () => {
    assert.deepEqual(full.machines.get('192.168.1.11'), {
      id: '192.168.1.11',
      reach: { kind: 'ssh', address: '192.168.1.11', port: 22, user: 'tidb', login: 'cluster' },
      become: false,
      after: 'login@192.168.1.11',
    })
    assert.deepEqual(full.machines.get('login@192.168.1.11'), {
      id: 'login@192.168.1.11',
      reach: { kind: 'ssh', address: '192.168.1.11', port: 22, user: null, login: 'given' },
      become: false,
    })
    assert.deepEqual(quickstart.groups.logins, [])
    assert.deepEqual(quickstart.machines.get('127.0.0.1')?.reach, { kind: 'local' })
    assert.deepEqual(full.machines.get('control')?.reach, { kind: 'local' })
  })

  test('says where the exporters of a machine live, or that there are none', () => {
    assert.deepEqual(quickstart.hosts.get('127.0.0.1')?.vars.monitor, {
      deploy_dir: '/home/me/.dmbook/run/prod/deploy/monitor-19100',
      data_dir: '/home/me/.dmbook/run/prod/deploy/monitor-19100/data/monitor-19100',
      log_dir: '/home/me/.dmbook/run/prod/deploy/monitor-19100/log',
      node_exporter_version: null,
      blackbox_exporter_version: null,
    })
    assert.equal(inventoryOf(shipped('minimal')).hosts.get('172.19.0.101')?.vars.monitor, null)
  })
})
