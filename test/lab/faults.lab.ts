// What goes wrong on real hosts: bad hosts refused before a change, runs that are killed, hosts that lose their power,
// accounts that were there before or are shared.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { byKey, type LabCluster, labCluster, threeHosts } from './cluster.js'
import { disk } from './host_state.js'
import { lab, on } from './lab.js'
import { scene } from './scene.js'

const hosts = ['h1', 'h2', 'h3']
const everywhere = <T>(look: (host: string) => T): T[] => hosts.map(look)

describe('what goes wrong on real hosts', () => {
  let it: LabCluster
  let pristine: readonly string[]
  before(async () => {
    ;({ it, pristine } = await scene('faults', threeHosts, hosts))
  })
  after(() => it.end())

  const done = (words: readonly string[], cluster = it): Promise<string> => cluster.done(words)

  /** Begins it, kills it with all its children after this long; gives whether it was still running. */
  async function killed(words: readonly string[], afterMs: number): Promise<boolean> {
    const child = it.start(words)
    const ended = once(child, 'exit')
    const late = await Promise.race([ended.then(() => true), pause(afterMs).then(() => false)])
    if (!late && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
    return !late
  }

  test('all that is wrong with all hosts is said at once, and nothing is changed', async () => {
    on('h1', 'setsid node -e "require(\'net\').createServer().listen(8261)" >/dev/null 2>&1 & sleep 0.5')
    on('h2', 'mkdir -p /dm-data/dm-worker-8262; echo 1 >/dm-data/dm-worker-8262/precious')
    on('h3', 'mv /etc/sudoers.d/ops /root/ops')
    const { code, out } = await it.type(it.deploy())
    on('h1', 'kill $(pgrep -x -f "node -e .*"); sleep 0.2')
    on('h3', 'mv /root/ops /etc/sudoers.d/ops')
    assert.equal(code, 6)
    for (const word of [
      '8261 is held by process \\d+: node',
      'dm-worker-8262 as it is not empty and not ours',
      'cannot become root on',
    ])
      assert.match(out, new RegExp(word))
    on('h2', 'rm -r /dm-data')
    assert.deepEqual(everywhere(disk), pristine)
  })

  test('a deploy that is killed is finished by the same command, whenever it was killed', async () => {
    for (const ms of [900, 1800, 2700, 3600, 4500]) await killed(it.deploy(), ms)
    await done(it.deploy())
    assert.match(await done(it.deploy()), /Nothing had to change/)
    await done(['start', 'faults'])
    await done(['display', 'faults', '--exit-code'])
  })

  test('a destroy that is killed is finished by the same command', async () => {
    for (const ms of [1500, 3000]) await killed(['destroy', 'faults', '-y'], ms)
    await done(['destroy', 'faults', '-y'])
    assert.deepEqual(everywhere(disk), pristine)
  })

  test('a host that loses its power in the middle is said; the same command finishes later', async () => {
    const running = it.type(it.deploy())
    await pause(2500)
    lab('off', 'h2')
    const { code, out, err } = await running
    assert.ok(code === 4 || code === 1, `${code}`)
    assert.match(out + err, /172\.19\.0\.102/)
    const again = await it.type(it.deploy())
    assert.equal(again.code, 4, again.out)
    assert.match(again.out + again.err, /cannot reach .*172\.19\.0\.102/)
    lab('on', 'h2')
    await done(it.deploy())
    assert.match(await done(it.deploy()), /Nothing had to change/)
  })

  test('connections that break during uploads leave nothing half, and nothing at all once it is finished', async () => {
    await done(['destroy', 'faults', '-y'])
    const running = it.type(it.deploy())
    // the folder is made directly before the first package is sent
    for (const host of hosts)
      on(
        host,
        'setsid timeout 60 sh -c \'until [ -d /home/tidb/.cache/dmbook ]; do sleep 0.01; done; pkill -KILL -f "^sshd: tidb"\' >/dev/null 2>&1 &',
      )
    const { code, out } = await running
    assert.ok(code === 4 || code === 1, `${code}\n${out}`)
    const whole = `cd /home/tidb/.cache/dmbook 2>/dev/null || exit 0
      for f in *.tar.gz; do [ -e "$f" ] || continue; case $(sha256sum <"$f") in "\${f%%-*}"*) ;; *) echo "$f" ;; esac; done`
    for (const host of hosts) assert.equal(on(host, whole), '')
    await done(it.deploy())
    for (const host of hosts) assert.equal(on(host, "find / -xdev -name '.*.dmbook-*' 2>/dev/null"), '')
  })

  test('a destroy that lost its login on the way goes on through another', async () => {
    on('h1', 'userdel -f -r tidb 2>/dev/null; rm /etc/sudoers.d/dmbook-*')
    const refused = await it.type(['destroy', 'faults', '-y'])
    assert.equal(refused.code, 4, refused.out)
    assert.match(refused.out + refused.err, /172\.19\.0\.101/)
    await done(['destroy', 'faults', '-y', ...byKey.slice(0, 4)])
    assert.deepEqual(everywhere(disk), pristine)
    await done(it.deploy())
  })

  test('an account that two clusters need goes with the second', async () => {
    const other = await labCluster('other', onePair)
    await done(other.deploy(), other)
    await done(['destroy', 'faults', '-y'])
    assert.match(
      on('h1', 'getent passwd tidb; ls /etc/sudoers.d | grep -c dmbook; wc -l </home/tidb/.ssh/authorized_keys'),
      /\n1\n1$/,
    )
    await done(['start', 'other'], other)
    await done(['destroy', 'other', '-y'], other)
    await other.end()
    assert.deepEqual(everywhere(disk), pristine)
  })

  test('an account that was there before stays, without what was added to it', async () => {
    on('h1', 'useradd -m -s /bin/bash tidb')
    const seen = disk('h1')
    const other = await labCluster('other', onePair)
    await done(other.deploy(), other)
    await done(['start', 'other'], other)
    await done(['destroy', 'other', '-y'], other)
    await other.end()
    assert.equal(disk('h1'), seen)
    on('h1', 'userdel -r tidb 2>/dev/null')
  })
})

const onePair = `global: { user: tidb, deploy_dir: /home/tidb/other, data_dir: /dm-other }
master_servers: [{ host: 172.19.0.101, port: 18261, peer_port: 18291 }]
worker_servers: [{ host: 172.19.0.101, port: 18262 }]
`
