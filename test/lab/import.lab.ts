// A cluster of DM 1.0 on two hosts, as dm-ansible leaves it there: taken over through SSH, systemd and sudo, and back.
// Its services are stand-ins, and the sources have no upstream: with real packages there is nothing to see here.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { LegacyCluster, LegacyNode } from '../../src/playground/v1/legacy_node.js'
import { type LabCluster, labCluster, version } from './cluster.js'
import { unitsOf } from './host_state.js'
import { address, lab, labFolder, on } from './lab.js'
import { hostOf, layLegacyHosts } from './legacy_hosts.js'

const hosts = ['h1', 'h2']
const deployDir = '/home/ops/deploy'
const name = 'legacy-lab'

const node = (role: LegacyNode['role'], port: number, host: string, more: Partial<LegacyNode> = {}): LegacyNode => ({
  role,
  alias: `${role.replace('-', '_')}_${host}`,
  address: address(host),
  port,
  deployDir,
  ...more,
})

const worker = (number: number, host: string): LegacyNode =>
  node('dm-worker', 8262, host, {
    source: { id: `s${number}`, serverId: number, host: '10.9.9.9', port: 3306, user: 'root', password: 'hidden-pw' },
    tasks: [{ name: 'shop', stage: 'Running', config: `name = "shop"\nmode = "all"\nsource-id = "s${number}"\n` }],
  })

const legacy: LegacyCluster = {
  name,
  user: 'ops',
  version: 'v1.0.7',
  deployDir,
  nodes: [
    node('dm-master', 8261, 'h1'),
    worker(1, 'h1'),
    // a host with two workers in one directory cannot be: this one has its own
    { ...worker(2, 'h2'), deployDir: '/home/ops/data1' },
    node('prometheus', 9090, 'h2'),
    node('grafana', 3000, 'h2'),
    node('alertmanager', 9093, 'h2'),
  ],
}

const old = (host: string): string =>
  on(
    host,
    `cd /home/ops && find deploy data1 -name '*-[0-9]*' -type d -prune -o -name log -prune -o -type f -print 2>/dev/null | sort | xargs sha256sum`,
  )

describe('a cluster of DM 1.0 on two hosts', { skip: process.env.DMBOOK_LAB_MIRROR !== undefined }, () => {
  let it: LabCluster
  let words: readonly string[]
  before(async () => {
    lab('up', '3')
    it = await labCluster(name, '')
    const dmAnsible = layLegacyHosts(legacy, it.home)
    for (const node of legacy.nodes) on(hostOf(node), `systemctl start ${node.role}-${node.port}`)
    const deploy = it.deploy(['-i', join(labFolder, 'key'), '--accept-new-host-keys'])
    words = ['import', '--dir', dmAnsible, '--cluster-version', version, '--no-check-upstreams', ...deploy.slice(4)]
  })
  after(() => it.end())

  test('is refused while it runs, each process with its unit', async () => {
    const { code, err } = await it.type(words)
    assert.equal(code, 6, err)
    assert.match(err, /its port 8262 is open/)
    assert.match(err, /its unit grafana-3000 is active/)
  })

  test('is taken over: sources, tasks, units, and not a byte of the old files', async () => {
    for (const host of hosts) on(host, 'systemctl stop "dm-*" "prometheus-*" "grafana-*" "alertmanager-*"')
    const before1 = hosts.map(old)
    const { code, out, err } = await it.type(words)
    assert.equal(code, 0, `${out}\n${err}`)
    const shown = await it.type(['display', name, '--exit-code'])
    assert.equal(shown.code, 0, shown.out)
    assert.match(shown.out, /Bound sources: s1 on .*, s2 on /)
    assert.deepEqual(hosts.map(old), before1)
    assert.ok(unitsOf('h2').every(({ state }) => state === 'active enabled'))
    assert.match(on('h1', 'cat /etc/systemd/system/dm-worker-8262.service.dm-ansible'), /run_dm-worker\.sh/)
    assert.match(on('h1', 'cat /etc/systemd/system/dm-worker-8262.service'), /dm-worker-8262\/scripts/)
    assert.equal(on('h1', 'ls /home/ops/deploy/dm-master-8261 | grep -c v1source || :'), '0')
  })

  test('is left alone by a second start', async () => {
    assert.match((await it.type(['start', name, '-y'])).out, /Nothing had to change/)
  })

  test('comes back: the old units stand where they were, and start', async () => {
    const before1 = hosts.map(old)
    const { code, err } = await it.type(['import', name, '--undo', '-y'])
    assert.equal(code, 0, err)
    assert.deepEqual(hosts.map(old), before1)
    assert.match(
      on('h1', 'cat /etc/systemd/system/dm-worker-8262.service'),
      /User=ops\nExecStart=\/home\/ops\/deploy\/scripts/,
    )
    assert.equal(on('h1', 'ls /etc/systemd/system | grep -c dm-ansible || :'), '0')
    for (const { role, port } of legacy.nodes.filter((one) => one.address === address('h1')))
      on('h1', `systemctl start ${role}-${port} && sleep 2 && systemctl is-active ${role}-${port}`)
    for (const host of hosts)
      on(
        host,
        'systemctl stop "dm-*"; rm -rf /home/ops/deploy /home/ops/data1; rm -f /etc/systemd/system/dm-*.service /etc/systemd/system/prometheus-* /etc/systemd/system/grafana-* /etc/systemd/system/alertmanager-*; systemctl daemon-reload',
      )
  })
})
