// The life of a cluster on three hosts: SSH by key, systemd, sudo. After each verb the cluster itself is asked: DM's
// API by display, systemd and the disk on each host.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { hotfix } from '../e2e/hotfix.js'
import { configured } from '../e2e/steps.js'
import { until } from '../fakes/until.js'
import { byKey, type LabCluster, threeHosts, version } from './cluster.js'
import { connections, disk, invocations, unitsOf } from './host_state.js'
import { address, lab, on } from './lab.js'
import { scene } from './scene.js'
import { tiupArguments } from './tiup_arguments.js'

const hosts = ['h1', 'h2', 'h3']
const everywhere = <T>(look: (host: string) => T): T[] => hosts.map(look)

describe('a cluster on three hosts, over SSH, under systemd', () => {
  let it: LabCluster
  let pristine: readonly string[]
  before(async () => {
    ;({ it, pristine } = await scene('life', threeHosts, hosts))
  })
  after(() => it.end())

  const done = (words: readonly string[]): Promise<string> => it.done(words)

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
      const laid = ['/dm-deploy', '/dm-deploy/dm-master-8261', '/dm-data', '/dm-data/dm-worker-8262']
      assert.equal(
        on(host, `stat -c '%n %U:%G %a' ${laid.join(' ')}`),
        laid.map((path) => `${path} tidb:tidb 755`).join('\n'),
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
MemoryLimit=2G
CPUQuota=200%
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

  test('each process has the arguments that TiUP would give it, in that order', () => {
    for (const { unit, machine, words } of tiupArguments('life', threeHosts)) {
      const host = hosts.find((one) => address(one) === machine) ?? ''
      const run = on(host, `xargs -0 printf '%s\\n' </proc/$(systemctl show -P MainPID ${unit})/cmdline`).split('\n')
      assert.deepEqual(
        run.filter((word) => word.startsWith('-')),
        words,
        unit,
      )
    }
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

  test('limits of the topology are limits of systemd', () => {
    assert.equal(on('h1', 'systemctl show -P MemoryLimit dm-worker-8262'), String(2 * 1024 ** 3))
    assert.equal(on('h1', 'systemctl show -P CPUQuotaPerSecUSec dm-worker-8262'), '2s')
  })

  test('exec: hosts and nodes, quoted text, output of each, honest exit codes, sudo', async () => {
    const text = `printf '%s|' "it's \\$HOME" '{{ x }}' "$(id -un)"; pwd`
    const said = await done(['exec', 'life', '-N', '172.19.0.102,172.19.0.103:8262', '--command', text])
    assert.deepEqual(said.trim().split('\n').sort(), [
      "172.19.0.102 | it's $HOME|{{ x }}|tidb|/home/tidb",
      "172.19.0.103 | it's $HOME|{{ x }}|tidb|/home/tidb",
    ])
    assert.match(await done(['exec', 'life', '-N', '172.19.0.102', '--sudo', '--command', 'id -un']), /^root$/m)
    const failing = 'test "$(hostname)" = h1 || { echo no >&2; exit 7; }'
    const { code, out, err } = await it.type(['exec', 'life', '--command', failing])
    assert.equal(code, 1)
    assert.match(
      out + err,
      /172\.19\.0\.102.*no[\s\S]*172\.19\.0\.102: ended with 7[\s\S]*1 of 3 machines ended with 0/,
    )
  })

  test('logs: the end of one, and following it', async () => {
    const file = '/dm-deploy/dm-worker-8262/log/dm-worker.log'
    const last = on('h2', `tail -n 2 ${file}`)
    assert.equal((await done(['logs', 'life', '-N', '172.19.0.102:8262', '-n', '2'])).trim(), last)
    const child = it.start(['logs', 'life', '-N', '172.19.0.102:8262', '-f', '-n', '1'])
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    await until(
      async () => out,
      (seen) => seen.includes('\n'),
    )
    on('h2', `echo written by hand >>${file}`)
    assert.match(
      await until(
        async () => out,
        (seen) => seen.includes('by hand'),
      ),
      /^written by hand$/m,
    )
    const ended = once(child, 'exit')
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    await ended
    assert.equal(on('h2', `pgrep -f '[t]ail -n 1 -F ${file}' || echo none`), 'none')
  })

  test('ssh: a session in the deploy directory, by the cluster’s own key', async () => {
    const { code, out, err } = await it.type(['ssh', 'life', '-N', '172.19.0.102:8261'], 'pwd; id -un; exit 9\n')
    assert.equal(code, 9, err)
    assert.equal(out, '/dm-deploy/dm-master-8261\ntidb\n')
  })

  test('the lock, the audit and the runs say who does what', async () => {
    const child = it.start(['exec', 'life', '-N', '172.19.0.102', '--command', 'sleep 3'])
    const ended = once(child, 'exit')
    await ended
    assert.match(await done(['lock', 'status', 'life']), /life is not locked/)
    const audit = await done(['audit'])
    assert.match(audit, /dmbook exec life -N 172\.19\.0\.102 --command 'sleep 3'/)
    const id = /^(\S+) .* dmbook start life/m.exec(audit)?.[1] ?? ''
    assert.match(await done(['audit', id]), /172\.19\.0\.103:8262/)
    assert.match(await done(['runs']), / deploy +life +ok/)
  })

  test('disable, enable: what starts at boot', async () => {
    await done(['disable', 'life', '-N', '172.19.0.102:8262'])
    assert.equal(on('h2', 'systemctl is-enabled dm-worker-8262 || true'), 'disabled')
    assert.match(await done(['disable', 'life', '-N', '172.19.0.102:8262']), /Nothing had to change/)
    await done(['enable', 'life'])
    assert.equal(on('h2', 'systemctl is-enabled dm-worker-8262 dm-master-8261'), 'enabled\nenabled')
  })

  test('what is disabled is written anew, patched and restarted, and stays disabled until it is enabled', async () => {
    const node = '172.19.0.102:8262'
    const boots = (): string => on('h2', 'systemctl is-enabled dm-worker-8262 dm-master-8261 || true')
    await done(['disable', 'life', '-N', node])
    await configured(join(it.home, 'state'), 'life', { worker: { 'keepalive-ttl': 11 } })
    assert.match(await done(['reload', 'life', '-y']), /changed/)
    assert.equal(boots(), 'disabled\nenabled')
    await done(['patch', 'life', await hotfix(it.home, `${version}-hotfix`), '-N', node, '-y'])
    assert.equal(boots(), 'disabled\nenabled')
    await done(['patch', 'life', '--revert', '-y'])
    await done(['restart', 'life', '-N', node, '-y'])
    assert.equal(boots(), 'disabled\nenabled')
    assert.equal(on('h2', 'systemctl is-active dm-worker-8262'), 'active')
    await done(['enable', 'life', '-N', node])
    assert.equal(boots(), 'enabled\nenabled')
  })

  test('restart: each process is another one, and all of it is healthy', async () => {
    const seen = new Set(everywhere(invocations).flat())
    await done(['restart', 'life', '--all-at-once', '-y'])
    assert.deepEqual(
      everywhere(invocations)
        .flat()
        .filter((one) => seen.has(one)),
      [],
    )
    await done(['display', 'life', '--exit-code'])
  })

  test('reload without a change leaves every process and file alone', async () => {
    const seen = everywhere((host) => [invocations(host), disk(host)])
    assert.match(await done(['reload', 'life', '-y']), /Nothing had to change/)
    assert.deepEqual(
      everywhere((host) => [invocations(host), disk(host)]),
      seen,
    )
  })

  test('comes back by itself after a power failure of a host', async () => {
    lab('off', 'h3')
    const began = performance.now()
    const { code, out } = await it.type(['display', 'life', '--exit-code', '--status-timeout', '4s'])
    const took = performance.now() - began
    assert.ok(took < 25_000, `${took} ms`)
    assert.equal(code, 1)
    assert.match(out, /172\.19\.0\.103:8261 .*Down/)
    assert.match(out, /^Out of reach, so that nothing is known of them: 172\.19\.0\.103$/m)
    lab('on', 'h3')
    const states = async () => on('h3', 'systemctl is-active dm-master-8261 dm-worker-8262 node_exporter-9100; true')
    assert.equal(await until(states, (seen) => seen === 'active\nactive\nactive'), 'active\nactive\nactive')
    await done(['start', 'life'])
    await done(['display', 'life', '--exit-code'])
  })

  test('check finds nothing wrong while it runs, and a way that is blocked', async () => {
    await done(['check', 'life'])
    on('h2', 'ip route add unreachable 172.19.0.103')
    const { code, out } = await it.type(['check', 'life'])
    on('h2', 'ip route del unreachable 172.19.0.103')
    assert.equal(code, 1, out)
    assert.match(out, /no TCP gets through to 172\.19\.0\.103:8291; no TCP gets through to 172\.19\.0\.103:8262; /)
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
