// What goes wrong on real hosts while a cluster is maintained: a master that is down, full disks, a host that loses its
// power, sudo that is taken away.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { hotfix } from '../e2e/hotfix.js'
import { configured } from '../e2e/steps.js'
import { type LabCluster, labCluster, threeHosts, version } from './cluster.js'
import { invocations } from './host_state.js'
import { atChange, killedAt } from './kill_points.js'
import { address, lab, on } from './lab.js'

const hosts = ['h1', 'h2', 'h3']
const roomy = 'mount -o remount,size=1100m /dm-deploy'
/** As small as what lies in it. */
const full = 'mount -o remount,size=$(df -k --output=used /dm-deploy | tail -n 1 | tr -d " ")k /dm-deploy'
const sudoers = '/etc/sudoers.d/dmbook-*'

describe('maintenance of a cluster on real hosts', () => {
  let it: LabCluster
  const patches: string[] = []
  let turn = 0

  before(async () => {
    lab('up', '3')
    it = await labCluster('rolling', threeHosts)
    for (const name of ['a', 'b']) patches.push(await hotfix(it.home, `${version}-${name}`))
    // a disk of its own, which can be filled
    on('h2', 'mkdir -p /dm-deploy && mount -t tmpfs -o size=1100m,mode=755 tmpfs /dm-deploy')
    await done(it.deploy())
    await done(['start', 'rolling'])
  })
  after(async () => {
    await it.type(['destroy', 'rolling', '-y'])
    on('h2', 'umount -l /dm-deploy; true')
    await it.end()
  })
  beforeEach(() => void turn++)

  async function done(words: readonly string[]): Promise<string> {
    const { code, out, err } = await it.type(words)
    assert.equal(code, 0, `${words.join(' ')}\n${out}\n${err}`)
    return out
  }
  const patch = (): string[] => ['patch', 'rolling', patches[turn % 2] ?? '', '-y']
  const everywhere = (): string[] => hosts.flatMap(invocations)
  const finishes = async (words: readonly string[]): Promise<void> => {
    await done(words)
    assert.match(await done(words), /Nothing had to change|already/)
    await done(['display', 'rolling', '--exit-code'])
  }
  /** It fails saying why, and no unit is another one then. */
  async function refused(words: readonly string[], why: RegExp): Promise<void> {
    const earlier = everywhere()
    const { code, out, err } = await it.type(words)
    assert.notEqual(code, 0, out)
    assert.match(out + err, why)
    assert.deepEqual(everywhere(), earlier)
  }

  test('one of three masters is down: the others are not touched', async () => {
    on('h3', 'systemctl stop dm-master-8261')
    await refused(patch(), /as DM would lose its quorum: of 3 masters 1 other is healthy/)
    await done(['start', 'rolling'])
    await finishes(patch())
  })

  test('a disk that is full at unpacking: nothing is stopped, and later the same command finishes', async () => {
    on('h2', full)
    await refused(patch(), /No space left|space/)
    on('h2', roomy)
    await finishes(patch())
  })

  test('a disk that is full at the upload: the same', async () => {
    on(
      'h2',
      'mkdir -p /home/tidb/.cache/dmbook && mount -t tmpfs -o size=4k tmpfs /home/tidb/.cache/dmbook && chown tidb /home/tidb/.cache/dmbook',
    )
    await refused(patch(), /172\.19\.0\.102/)
    on('h2', 'umount /home/tidb/.cache/dmbook')
    await finishes(patch())
  })

  test('a disk that is full at writing: the file is the old one, whole, and its process runs on', async () => {
    const conf = 'cat /dm-deploy/dm-worker-8262/conf/dm-worker.toml'
    const old = on('h2', conf)
    await configured(join(it.home, 'state'), 'rolling', { worker: { 'keepalive-ttl': 11 } })
    on('h2', full)
    await refused(['reload', 'rolling', '-N', `${address('h2')}:8262`, '-y'], /No space left/)
    assert.equal(on('h2', conf), old)
    on('h2', roomy)
    await finishes(['reload', 'rolling', '-y'])
    assert.match(on('h2', conf), /keepalive-ttl = 11/)
  })

  test('sudo is taken away between two runs: said before anything stops; given back, the same command finishes', async () => {
    await killedAt(it, patch(), 20)
    on('h3', `mkdir /root/away; mv ${sudoers} /root/away/`)
    await refused(patch(), /sudo|become root/)
    on('h3', 'mv /root/away/* /etc/sudoers.d/; rmdir /root/away')
    await finishes(patch())
  })

  test('sudo is taken away in the middle: what is left serves or is said, and the same command finishes', async (t) => {
    const act = () => void on('h2', `mkdir -p /root/away; mv ${sudoers} /root/away/`)
    const { before: what, code } = await atChange(it.start([...patch(), '--json']), { number: 15, act })
    t.diagnostic(`before ${what}: exit ${code}`)
    on('h2', 'mv /root/away/* /etc/sudoers.d/; rmdir /root/away')
    await finishes(patch())
  })

  test('a host loses its power in the middle and comes back: the same command finishes', async (t) => {
    const { before: what, code } = await atChange(it.start([...patch(), '--json']), {
      number: 18,
      act: () => void lab('off', 'h3'),
    })
    t.diagnostic(`before ${what}: exit ${code}`)
    assert.ok([1, 4].includes(code ?? 0), `${code}`)
    lab('on', 'h3')
    await finishes(patch())
  })
})
