// Packages that come from a mirror in TiUP's format behind HTTP, that were changed on the way, or that mean harm. What is
// refused is refused before a host is touched.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { hostArch, packPlayground } from '../../src/playground/pack.js'
import { type MadeRelease, madeMirror, signedFile, strangerKey, written } from '../packages/made_mirror.js'
import { type RawEntry, tarOf } from '../packages/tar_of.js'
import { root } from '../shape/imports.js'
import { byKey, type LabCluster, labCluster, version } from './cluster.js'
import { disk, invocations } from './host_state.js'
import { address, lab, labFolder } from './lab.js'
import { webServer } from './web_server.js'

const hosts = ['h2', 'h3']
const pair = `master_servers: [{ host: ${address('h2')} }]
worker_servers: [{ host: ${address('h3')} }]
`
const [changed, hostile] = ['v8.5.0', 'v8.6.0']
const platform = `linux/${hostArch()}`

/** Each the packages of a version in which one entry means harm. */
const harms: readonly (readonly [RawEntry, RegExp])[] = [
  [{ path: '../../../../etc/cron.d/evil', content: '* * * * * root id\n' }, /a name that leaves it/],
  [{ path: '/etc/cron.d/evil', content: '* * * * * root id\n' }, /an absolute name: \/etc\/cron\.d\/evil/],
  [{ path: 'dm-worker/etc', type: '2', target: '/etc' }, /a link that may lead out of it/],
  [{ path: 'dm-worker/passwd', type: '1', target: '/etc/passwd' }, /a hard link/],
  [{ path: 'dm-worker/disk', type: '4' }, /a device/],
  [{ path: 'dm-worker/su', mode: 0o4755, content: '#!/bin/sh\n' }, /takes another user's rights/],
]
const program: RawEntry = { path: 'dm-worker/dm-worker', mode: 0o755, content: '#!/bin/sh\necho v8.6.0\n' }
const packed = (...entries: readonly RawEntry[]): Buffer => gzipSync(tarOf(entries))

describe('packages from elsewhere, on real hosts', () => {
  let it: LabCluster
  let served: Awaited<ReturnType<typeof webServer>>
  let mirror: string
  let pristine: string[]
  before(async () => {
    lab('up', '3')
    it = await labCluster('packages', pair)
    mirror = written(join(it.home, 'mirror'), madeMirror({ releases: await releases() }))
    spoil(join(mirror, `dm-worker-${changed}-${platform.replace('/', '-')}.tar.gz`))
    served = await webServer(mirror)
    pristine = hosts.map(disk)
  })
  after(async () => {
    await served.close()
    await it.end()
  })

  async function releases(): Promise<MadeRelease[]> {
    const packages = { dir: join(labFolder, 'packages'), program: join(root, 'dist', 'simulator.cjs') }
    const good = (await packPlayground({ ...packages, version })).map((one) => ({
      ...one,
      content: readFileSync(one.path),
    }))
    const harm = harms[0]?.[0] ?? program
    const both = good.filter(({ component }) => ['dm-master', 'dm-worker', 'dmctl'].includes(component))
    const bad = both.map((one) => (one.component === 'dm-worker' ? { ...one, content: packed(program, harm) } : one))
    const made = [
      ...good,
      ...both.map((one) => ({ ...one, version: changed })),
      ...bad.map((one) => ({ ...one, version: hostile })),
    ]
    return made.map((one) => ({ ...one, platform }))
  }

  const deploy = (dm = version): string[] => [
    ...['deploy', 'packages', dm, it.topology, '--mirror', served.url],
    ...byKey,
    '-y',
  ]

  /** It ends with this code saying why, and no process and no file of a host is another one. */
  async function refused(words: readonly string[], why: RegExp): Promise<void> {
    const earlier = [...hosts.flatMap(invocations), ...hosts.map(disk)]
    const { code, out, err } = await it.type(words)
    assert.notEqual(code, 0, out)
    assert.match(out + err, why)
    assert.deepEqual([...hosts.flatMap(invocations), ...hosts.map(disk)], earlier)
  }

  test('a package that means harm is refused before anything is changed', async () => {
    const { code, out, err } = await it.type(deploy(hostile))
    assert.notEqual(code, 0, out)
    assert.match(out + err, /cannot use the package .* as it holds a name that leaves it/)
    assert.deepEqual(hosts.map(disk), pristine)
  })

  test('a mirror behind HTTP: its keys are shown once, its packages are laid down and serve', async () => {
    const first = await it.type(deploy())
    assert.equal(first.code, 0, first.out + first.err)
    await it.done(['start', 'packages'])
    const again = await it.type(deploy())
    assert.match(again.out, /Nothing had to change/)
    assert.doesNotMatch(again.out + again.err, /Trusting the mirror/)
    await it.done(['display', 'packages', '--exit-code'])
  })

  test('a package that was changed on the way is refused', () =>
    refused(['upgrade', 'packages', changed, '-y'], /cannot use .*dm-worker-v8\.5\.0.* as /))

  test('a mirror that somebody else signed is refused', async () => {
    const file = join(mirror, 'timestamp.json')
    const own = readFileSync(file)
    writeFileSync(file, signedFile(JSON.parse(own.toString()).signed, [strangerKey]))
    await refused(['scale-out', 'packages', more(), ...byKey, '-y'], /timestamp\.json/)
    writeFileSync(file, own)
  })

  const more = (): string => {
    const file = join(it.home, 'more.yaml')
    writeFileSync(file, `worker_servers: [{ host: ${address('h3')}, port: 8362 }]\n`)
    return file
  }

  for (const [entry, why] of harms)
    test(`a hotfix that means harm is refused: ${entry.path}`, () => {
      const file = join(it.home, 'hotfix.tar.gz')
      writeFileSync(file, packed(program, entry))
      return refused(['patch', 'packages', file, '-y'], why)
    })

  test('nothing of it all is left', async () => {
    await it.done(['destroy', 'packages', '-y'])
    assert.deepEqual(hosts.map(disk), pristine)
  })
})

/** Another last byte: the length is what the manifest says. */
function spoil(path: string): void {
  const content = readFileSync(path)
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 1
  writeFileSync(path, content)
}
