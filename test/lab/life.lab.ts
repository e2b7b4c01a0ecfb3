// The life of a cluster on three hosts: SSH by key, systemd, sudo. After each verb the cluster itself is asked: DM's
// API by display, systemd and the disk on each host.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { byKey, type LabCluster, labCluster, threeHosts } from './cluster.js'
import { connections, disk, invocations, unitsOf } from './host_state.js'
import { address, lab, on } from './lab.js'

const hosts = ['h1', 'h2', 'h3']
const everywhere = <T>(look: (host: string) => T): T[] => hosts.map(look)

describe('a cluster on three hosts, over SSH, under systemd', () => {
  let it: LabCluster
  let pristine: string[]
  before(async () => {
    lab('up', '3')
    it = await labCluster('life', threeHosts)
    pristine = everywhere(disk)
  })
  after(() => it.end())

  async function done(words: readonly string[]): Promise<string> {
    const { code, out, err } = await it.type(words)
    assert.equal(code, 0, `${words.join(' ')}\n${out}\n${err}`)
    return out
  }

  test('a plan of a deploy leaves no trace', async () => {
    const { code, out } = await it.type([...it.deploy(), '--plan'])
    assert.equal(code, 0, out)
    assert.deepEqual(everywhere(disk), pristine)
  })

  test('without --accept-new-host-keys nobody who cannot be asked trusts one', async () => {
    const { code, err } = await it.type(it.deploy(byKey.slice(0, 4)))
    assert.equal(code, 8, err)
    for (const host of hosts) assert.ok(err.includes(address(host)), err)
    assert.deepEqual(everywhere(disk), pristine)
  })

  test('deploys with two connections to each host, starts nothing, and leaves all to boot', async () => {
    const counted = everywhere(connections)
    await done(it.deploy())
    assert.deepEqual(
      everywhere(connections),
      counted.map((count) => count + 2),
    )
    assert.deepEqual(
      everywhere((host) => unitsOf(host).map(({ state }) => state))
        .flat()
        .filter((state) => state !== 'inactive enabled'),
      [],
    )
    assert.equal(unitsOf('h1').length, 7)
    assert.equal(unitsOf('h2').length, 4)
  })

  test('what it laid down belongs to the cluster’s user; what holds passwords is for it alone', () => {
    for (const host of hosts) {
      assert.equal(
        on(host, 'cd /dm-deploy; stat -c %U:%G.%a . dm-master-8261 /dm-data/dm-worker-8262 | sort -u'),
        'tidb:tidb.755',
      )
      assert.equal(on(host, "find /dm-deploy /dm-data ! -user tidb ! -name '.dmbook*' | head"), '')
      assert.equal(on(host, 'stat -c %a /dm-deploy/dm-*/conf/*.toml | sort -u'), '600')
      assert.equal(
        on(host, 'stat -c %a.%U /etc/sudoers.d/dmbook-* /home/tidb/.ssh/authorized_keys'),
        '440.root\n600.tidb',
      )
    }
    assert.equal(on('h1', 'stat -c %a /dm-deploy/grafana-3000/conf/grafana.ini'), '600')
  })

  test('a unit is TiUP’s, line for line', () => {
    assert.equal(
      on('h2', 'cat /etc/systemd/system/blackbox_exporter-9115.service'),
      `[Unit]
Description=blackbox_exporter service
After=syslog.target network.target remote-fs.target nss-lookup.target

[Service]
LimitNOFILE=1000000
LimitSTACK=10485760
AmbientCapabilities=CAP_NET_RAW
User=tidb
ExecStart=/bin/bash -c '/dm-deploy/monitor-9100/scripts/run_blackbox_exporter.sh'
Restart=always
RestartSec=15s

[Install]
WantedBy=multi-user.target`,
    )
  })

  test('deploys again without a change', async () => assert.match(await done(it.deploy()), /Nothing had to change/))

  test('starts: every unit once, all of it healthy', async () => {
    const counted = everywhere(connections)
    await done(['start', 'life'])
    assert.deepEqual(
      everywhere(connections),
      counted.map((count) => count + 1),
    )
    const shown = await done(['display', 'life', '--exit-code'])
    assert.equal(shown.match(/Healthy\|L/g)?.length, 1)
    assert.equal(shown.match(/ {2}Free {2}/g)?.length, 3)
    for (const host of hosts) {
      for (const { state, restarts, user } of unitsOf(host)) {
        assert.deepEqual([state, restarts, user], ['active enabled', '0', 'tidb'])
      }
    }
    assert.equal(on('h1', 'systemctl show -P LimitNOFILE dm-master-8261'), '1000000')
  })

  test('deploying and starting again leaves every process and file alone', async () => {
    const seen = everywhere((host) => [invocations(host), disk(host)])
    assert.match(await done(it.deploy()), /Nothing had to change/)
    assert.match(await done(['start', 'life']), /Nothing had to change/)
    assert.deepEqual(
      everywhere((host) => [invocations(host), disk(host)]),
      seen,
    )
  })

  test('comes back by itself after a power failure of a host', async () => {
    lab('off', 'h3')
    const { code, out } = await it.type(['display', 'life', '--exit-code'])
    assert.equal(code, 1)
    assert.match(out, /172\.19\.0\.103:8261 .*Down/)
    lab('on', 'h3')
    await done(['start', 'life'])
    await done(['display', 'life', '--exit-code'])
  })

  test('check finds nothing wrong while it runs, and a way that is blocked', async () => {
    await done(['check', 'life'])
    on('h2', 'ip route add unreachable 172.19.0.103')
    const { code, out } = await it.type(['check', 'life'])
    on('h2', 'ip route del unreachable 172.19.0.103')
    assert.equal(code, 1, out)
    assert.match(out, /no TCP gets through to 172\.19\.0\.103:8291; no TCP gets through to 172\.19\.0\.103:8262/)
  })

  test('stops all, and a second time nothing', async () => {
    await done(['stop', 'life', '-y'])
    assert.deepEqual(
      everywhere((host) => unitsOf(host).map(({ state }) => state))
        .flat()
        .filter((state) => state !== 'inactive enabled'),
      [],
    )
    assert.match(await done(['stop', 'life', '-y']), /Nothing had to change/)
  })

  test('destroy leaves nothing that was made', async () => {
    await done(['start', 'life'])
    await done(['destroy', 'life', '-y'])
    assert.deepEqual(everywhere(disk), pristine)
    assert.equal(everywhere((host) => on(host, 'pgrep -u 1001 -a || true')).join(''), '')
    assert.match(await done(['destroy', 'life', '-y']), /already destroyed/)
  })
})
