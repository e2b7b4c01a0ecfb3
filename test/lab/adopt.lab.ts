// A cluster that `tiup dm` laid down on three hosts, taken over while it runs: over SSH, under systemd. What must not
// happen is counted on the hosts themselves: processes, files, owners, modes.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { hotfix } from '../e2e/hotfix.js'
import { type LabCluster, labCluster, threeHosts, version } from './cluster.js'
import { disk, invocations, unitsOf } from './host_state.js'
import { lab, labFolder, on } from './lab.js'
import { layTiupCluster } from './tiup_cluster.js'

const hosts = ['h1', 'h2', 'h3']
const everywhere = <T>(look: (host: string) => T): T[] => hosts.map(look)

/** Without what adopt is there to write, and without the mark of its run. */
const untouched = (host: string): string =>
  disk(host)
    .split('\n')
    .filter((line) => !/\/\.dmbook(-generation-\S*)? |\.current /.test(line))
    .join('\n')

describe('a cluster of tiup dm, taken over', () => {
  let it: LabCluster
  let tiup: string
  let files: Map<string, string>
  let processes: string[][]
  let disks: string[]
  const adopt = (): readonly string[] => [
    'adopt',
    'c1',
    '--from',
    tiup,
    '--mirror',
    packages(),
    '-y',
    '--accept-new-host-keys',
  ]
  const packages = (): string => process.env.DMBOOK_LAB_MIRROR ?? join(labFolder, 'packages')

  before(async () => {
    lab('up', '3')
    it = await labCluster('c1', threeHosts)
    tiup = layTiupCluster({ name: 'c1', version, topology: threeHosts, release: '1.16', packages: packages() }).home
    files = filesBelow(tiup)
    processes = everywhere(invocations)
    disks = everywhere(untouched)
  })
  after(async () => {
    await it.end()
    // what tiup dm makes and nobody takes away
    for (const host of hosts) on(host, 'userdel -f -r tidb 2>/dev/null; rm -rf /etc/sudoers.d/tidb /dm-deploy /dm-data')
  })

  async function done(words: readonly string[]): Promise<string> {
    const { code, out, err } = await it.type([...words, '--ssh-timeout', '60'])
    assert.equal(code, 0, `${words.join(' ')}\n${out}\n${err}`)
    return out
  }

  function nothingMoved(): void {
    assert.deepEqual(everywhere(invocations), processes)
    assert.deepEqual(everywhere(untouched), disks)
  }

  test('without a yes to its host keys nothing is kept', async () => {
    const { code, err } = await it.type([...adopt().slice(0, -1), '--ssh-timeout', '60'])
    assert.equal(code, 8, err)
    assert.match(await done(['list']), /^Name[^\n]*\n-[^\n]*\n$/)
  })

  test('looks, differs in nothing, and marks what is its own', async () => {
    const out = await done(adopt())
    assert.match(out, /Nothing would change/)
    assert.match(out, /Nothing on the machines of c1 differs/)
    nothingMoved()
    for (const host of hosts) {
      assert.equal(
        on(host, 'cat /dm-deploy/*/.dmbook /dm-data/*/.dmbook /dm-deploy/*/log/.dmbook | sort -u | wc -l'),
        '1',
      )
      assert.equal(on(host, 'stat -c %U:%a /dm-deploy/dm-master-8261/.dmbook'), 'tidb:644')
    }
  })

  test('leaves TiUP’s files as they were, and its keys to nobody else', async () => {
    assert.deepEqual(filesBelow(tiup), files)
    const folder = join(it.home, 'state', 'clusters', 'c1')
    for (const name of ['meta.yaml', 'known_hosts', 'ssh/id_rsa'])
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  })

  test('is whole for every verb that looks', async () => {
    const shown = await done(['display', 'c1', '--exit-code'])
    assert.equal(shown.match(/Healthy/g)?.length, 3)
    assert.match(await done(['drift', 'c1', '--exit-code']), /Nothing would change/)
    await done(['check', 'c1'])
  })

  test('adopts again without a change', async () => {
    assert.match(await done(adopt()), /adopt c1: done.*Nothing had to change/)
    nothingMoved()
  })

  test('reload changes no file and restarts nothing', async () => {
    assert.match(await done(['reload', 'c1', '-y']), /Nothing had to change/)
    nothingMoved()
  })

  test('drift sees what somebody changed by hand, and reload puts it right', async () => {
    on('h2', "sed -i 's/keepalive-ttl = 10/keepalive-ttl = 99/' /dm-deploy/dm-worker-8262/conf/dm-worker.toml")
    const { code, out } = await it.type(['drift', 'c1', '--exit-code', '--ssh-timeout', '60'])
    assert.equal(code, 3, out)
    assert.match(out, /-\s*keepalive-ttl = 99/)
    await done(['reload', 'c1', '-y'])
    const after = everywhere(invocations)
    const moved = after.flat().filter((line) => !processes.flat().includes(line))
    assert.deepEqual(
      moved.map((line) => line.split(' ')[0]),
      ['dm-worker-8262.service'],
    )
    processes = after
    disks = everywhere(untouched)
  })

  test('patches one worker of it, and nothing else', async () => {
    const patch = await hotfix(it.home, 'v8.1.0-hotfix')
    await done(['patch', 'c1', patch, '-N', '172.19.0.103:8262', '--overwrite', '-y'])
    assert.match(await done(['display', 'c1', '--exit-code']), /172\.19\.0\.103:8262\s+dm-worker \(patched\)/)
    const moved = everywhere(invocations)
      .flat()
      .filter((line) => !processes.flat().includes(line))
    assert.deepEqual(
      moved.map((line) => line.split(' ')[0]),
      ['dm-worker-8262.service'],
    )
  })

  test('goes back to tiup dm, and comes again as the same', async () => {
    await done(['meta', 'export', 'c1', '--tiup', '--to', tiup, '-y'])
    const folder = join(tiup, 'storage', 'dm', 'clusters', 'c1')
    assert.match(readFileSync(join(folder, 'meta.yaml'), 'utf8'), /patched: true/)
    assert.ok(readdirSync(join(folder, 'patch')).includes('dm-worker.tar.gz'))
    assert.match(await done(adopt()), /adopt c1: done.*Nothing had to change/)
  })

  test('is destroyed as one of our own', async () => {
    await done(['destroy', 'c1', '-y'])
    for (const host of hosts) {
      assert.deepEqual(unitsOf(host), [])
      assert.equal(on(host, 'ls -A /dm-deploy /dm-data 2>/dev/null | grep -v : || true'), '')
    }
  })
})

function filesBelow(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    names.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      const { mtimeMs, mode } = statSync(path)
      return [path, `${mtimeMs} ${mode.toString(8)}\n${readFileSync(path, 'utf8')}`]
    }),
  )
}
