import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { DmbookError } from '../../src/core/error.js'
import {
  clockTrouble,
  limitTrouble,
  packageTroubles,
  spaceTroubles,
  systemdTrouble,
  userManagerTroubles,
} from '../../src/modules/machine_fit_system.js'
import { digestedFile } from '../../src/packages/file_digest.js'
import { fakeFacts, fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'
import { writeTarball } from './tarball.js'

const tenant = (name: string, version: string | null = 'v1') => ({
  id: name,
  deploy_dir: `/dm/${name}`,
  vars: { ports: [], owned_directories: [`/dm/${name}`], package: name, package_version: version },
})

describe('what a system must have', () => {
  test('systemd, unless nothing needs it', () => {
    const without = { ...fakeFacts, systemd: null }
    assert.equal(systemdTrouble(fakeFacts, { kind: 'systemd' }), null)
    assert.equal(systemdTrouble(without, { kind: 'supervised' }), null)
    assert.equal(systemdTrouble(without, { kind: 'systemd-user' }), 'systemd does not run here')
  })

  test("the user's systemd that stays, in the home where its units lie", async () => {
    const services = {
      ...fakeTools().services,
      kind: 'systemd-user',
      folder: '/home/tidb/.config/systemd/user',
    } as const
    const facts = { user: 'tidb', home: '/home/tidb' }
    const saying = (stdout: string, more = {}) => fakeHost({}, { ...facts, ...more }).expect(/linger/, { stdout })
    assert.deepEqual(await userManagerTroubles(saying('linger\nmanager\n'), services), [
      'services of tidb would end with its last session: loginctl enable-linger tidb',
    ])
    assert.match(String(await userManagerTroubles(saying('manager\n'), services)), /the systemd of tidb does not run/)
    assert.deepEqual(await userManagerTroubles(saying('', { home: '/srv/tidb' }), services), [
      'the home of tidb is /srv/tidb, its units would lie in /home/tidb/.config/systemd/user',
    ])
    assert.deepEqual(await userManagerTroubles(saying(''), services), [])
    assert.deepEqual(await userManagerTroubles(fakeHost(), { ...services, kind: 'systemd' }), [])
  })

  test('a clock that is right: near is said, far is refused', () => {
    assert.deepEqual(clockTrouble({ clock_skew_ms: -400 }, 5000), { kind: 'right' })
    assert.deepEqual(clockTrouble({ clock_skew_ms: 900 }, 5000), {
      kind: 'near',
      text: "its clock is 0.9 s ahead of this machine's",
    })
    assert.deepEqual(clockTrouble({ clock_skew_ms: -7000 }, 5000), {
      kind: 'far',
      text: "its clock is 7.0 s behind this machine's",
    })
  })

  test('open files: what the kernel gives to any process', async () => {
    const host = fakeHost({ '/proc/sys/fs/nr_open': { text: '65536\n' } })
    assert.deepEqual(await limitTrouble(host, 65536), [])
    assert.match(String(await limitTrouble(host, 1_000_000)), /65536 files at most, 1000000 are wanted/)
    assert.deepEqual(await limitTrouble(fakeHost(), 1), [])
  })

  test('packages for its platform, each looked for once, all that lack said', async () => {
    const asked: string[] = []
    const get = async ({ component }: { component: string }) => {
      asked.push(component)
      throw new DmbookError(`no ${component}`, { code: 'E-PACKAGE', exit: 'input' })
    }
    const packages = { ...fakeTools().packages, get }
    const said = await packageTroubles(fakeHost(), [tenant('a'), tenant('a'), tenant('b')], fakeTools({ packages }))
    assert.deepEqual(
      [said, asked],
      [
        ['no a', 'no b'],
        ['a', 'b'],
      ],
    )
  })

  test('no package that means harm, where it is still to be laid down', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dmbook-fit-'))
    const file = await digestedFile(await writeTarball(join(folder, 'a.tar.gz'), [{ path: 'a' }, { path: '../x' }]))
    const get = async () => ({ ...file, component: 'a', version: 'v1' })
    const tools = fakeTools({ packages: { ...fakeTools().packages, get } })
    const found = await packageTroubles(fakeHost(), [tenant('a')], tools)
    assert.match(String(found), /^cannot use the package .* as it holds a name that leaves it/)
    assert.deepEqual(await packageTroubles(fakeHost({ '/dm/a': { kind: 'directory' } }), [tenant('a')], tools), [])
    await rm(folder, { recursive: true })
  })

  test('space where a directory is still to be made', async () => {
    const host = fakeHost().expect(/df -Pk/, { stdout: '2097152 /\n102400 /mnt/my disk\n' })
    assert.deepEqual(await spaceTroubles(host, { hosts: [tenant('a')], space: '1g' }), [
      '/mnt/my disk has 100 MiB free, 1g are wanted',
    ])
    assert.deepEqual(await spaceTroubles(fakeHost(), { hosts: [], space: '1g' }), [])
    await assert.rejects(spaceTroubles(fakeHost(), { hosts: [], space: 'much' }), /no size: much/)
  })
})
