// What goes wrong on real hosts while a cluster is maintained: a master that is down, disks that are full.

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { hotfix } from '../e2e/hotfix.js'
import { type LabCluster, labCluster, threeHosts, version } from './cluster.js'
import { invocations } from './host_state.js'
import { lab, on } from './lab.js'

const hosts = ['h1', 'h2', 'h3']
const roomy = 'mount -o remount,size=1100m /dm-deploy'
/** As small as what lies in it. */
const full = 'mount -o remount,size=$(df -k --output=used /dm-deploy | tail -n 1 | tr -d " ")k /dm-deploy'

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
})
