// A cluster that `tiup dm deploy` laid down with enable_tls, taken over while it runs, maintained, and given back: its
// authority and certificates are TiUP's, made by openssl in TiUP's shape. What may change is counted on the hosts.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type LabCluster, labCluster, threeHosts, version } from './cluster.js'
import { invocations, unitsOf } from './host_state.js'
import { lab, on } from './lab.js'
import { layTiupCluster } from './tiup_cluster.js'

const hosts = ['h1', 'h2', 'h3']
const everywhere = <T>(look: (host: string) => T): T[] => hosts.map(look)

const topology = threeHosts.replace('global: {', 'global: { enable_tls: true,')

/** Certificates of processes with their digests; without the mode of any file. */
const certificates = (host: string): string[] => on(host, 'md5sum /dm-deploy/*/tls/* | sort -k 2').split('\n')

const folderModes = (host: string): string => on(host, 'stat -c %a /dm-deploy/*/tls | sort -u')

/** Of those that a process reads. */
const keyModes = (host: string): string =>
  on(host, "stat -c %a $(ls /dm-deploy/*/tls/*.pem | grep -Ev 'grafana|alertmanager') | sort -u")

describe('an encrypted cluster of tiup dm, taken over', () => {
  let it: LabCluster
  let tiup: string
  let processes: string[][]
  let issued: string[][]
  const done = (words: readonly string[]): Promise<string> => it.done([...words, '--ssh-timeout', '60'])
  const inTiup = (name: string): string => readFileSync(join(tiup, 'storage', 'dm', 'clusters', 'tls1', name), 'utf8')
  const adopt = (): Promise<string> =>
    done(['adopt', 'tls1', '--from', tiup, '--mirror', it.packages, '-y', '--accept-new-host-keys'])

  before(async () => {
    lab('up', '3')
    it = await labCluster('tls1', topology)
    tiup = layTiupCluster({ name: 'tls1', version, topology, release: '1.16', packages: it.packages }).home
    processes = everywhere(invocations)
    issued = everywhere(certificates)
  })
  after(async () => {
    await it.end()
    // what tiup dm makes and nobody takes away
    for (const host of hosts) on(host, 'userdel -f -r tidb 2>/dev/null; rm -rf /etc/sudoers.d/tidb /dm-deploy /dm-data')
  })

  function nothingMoved(): void {
    assert.deepEqual(everywhere(invocations), processes)
    assert.deepEqual(everywhere(certificates), issued)
  }

  test('differs in nothing but who may read its keys', async () => {
    const out = await adopt()
    assert.match(out, /Keep the place of certificates {2}10 hosts\n.*\n +~ mode 0755 → 0700\n/)
    assert.match(out, /Keep its certificate {2}10 hosts\n.*\n +~ mode 0644 → 0600\n/)
    assert.match(out, /Keep it from others {2}2 hosts\n.*\n +~ mode 0755 → 0700\n/)
    assert.match(out, /22 things differ from what dmbook would write/)
    nothingMoved()
    assert.deepEqual([folderModes('h1'), keyModes('h1')], ['755', '644'])
  })

  test('is spoken to by TiUP’s own client', async () => {
    const shown = await done(['display', 'tls1', '--exit-code'])
    assert.equal(shown.match(/Healthy/g)?.length, 3)
    await done(['check', 'tls1'])
  })

  test('reload takes the keys from others, and changes no certificate and no process', async () => {
    assert.match(await done(['reload', 'tls1', '-y']), /reload tls1: done.* 22 changes/)
    nothingMoved()
    assert.deepEqual(everywhere(folderModes), ['700', '700', '700'])
    assert.deepEqual(everywhere(keyModes), ['600', '600', '600'])
    assert.match(await done(['drift', 'tls1', '--exit-code']), /Nothing would change/)
    assert.match(await done(['reload', 'tls1', '-y']), /Nothing had to change/)
    nothingMoved()
  })

  test('restarts one by one, with the certificates that it had', async () => {
    await done(['restart', 'tls1', '-y'])
    assert.deepEqual(everywhere(certificates), issued)
    const left = everywhere(invocations)
      .flat()
      .filter((line) => processes.flat().includes(line))
    assert.deepEqual(left, [])
    assert.match(await done(['display', 'tls1', '--exit-code']), /Healthy/)
  })

  test('tls rotate gives all of them new certificates by TiUP’s authority', async () => {
    await done(['tls', 'tls1', 'rotate', '-y'])
    const authority = new X509Certificate(inTiup('tls/ca.crt'))
    const changed = everywhere(certificates)
      .flat()
      .filter((line) => !issued.flat().includes(line))
    // ten processes with a certificate and a key each; grafana, alertmanager and every ca.crt stay as they were
    assert.equal(changed.length, 20)
    for (const line of changed.filter((one) => one.endsWith('.crt'))) {
      const path = line.replace(/^\S+ +/, '')
      const host = hosts[everywhere(certificates).findIndex((lines) => lines.includes(line))] ?? ''
      assert.ok(new X509Certificate(on(host, `cat ${path}`)).verify(authority.publicKey), path)
    }
    assert.match(await done(['display', 'tls1', '--exit-code']), /Healthy/)
    assert.match(await done(['drift', 'tls1', '--exit-code']), /Nothing would change/)
  })

  test('goes back to tiup dm: the authority, the new client, and the paths in its configuration', async () => {
    const before1 = inTiup('tls/client.crt')
    await done(['meta', 'export', 'tls1', '--tiup', '--to', tiup, '-y'])
    const authority = new X509Certificate(inTiup('tls/ca.crt'))
    assert.notEqual(inTiup('tls/client.crt'), before1)
    assert.ok(new X509Certificate(inTiup('tls/client.crt')).verify(authority.publicKey))
    assert.match(inTiup('meta.yaml'), /enable_tls: true/)
    assert.equal(inTiup('meta.yaml').match(/ssl-cert: \/dm-deploy\/dm-worker-8262\/tls\/dm-worker\.crt/g)?.length, 3)
    assert.match(await adopt(), /adopt tls1: done.*Nothing had to change/)
  })

  test('is destroyed as one of our own', async () => {
    await done(['destroy', 'tls1', '-y'])
    for (const host of hosts) assert.deepEqual(unitsOf(host), [])
  })
})
