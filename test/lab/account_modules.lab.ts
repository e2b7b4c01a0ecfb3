// The modules that keep accounts change /etc of a machine: their contract is kept on a host of the lab.

import assert from 'node:assert/strict'
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import type { Connection } from '../../src/hosts/host.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { authorizedKey } from '../../src/modules/authorized_key.js'
import type { StateModule } from '../../src/modules/module.js'
import { runMarks } from '../../src/modules/run_marks.js'
import { sudoers } from '../../src/modules/sudoers.js'
import { uploads } from '../../src/modules/uploads.js'
import { user } from '../../src/modules/user.js'
import { completed, type Scene, stateContract } from '../contract/modules.js'
import { fakeTools, summary } from '../modules/fake_tools.js'
import { on, rootAt } from './lab.js'

const host = 'h1'
const clean =
  'userdel -f -r dm 2>/dev/null; groupdel dm 2>/dev/null; groupdel dba 2>/dev/null; rm -f /etc/sudoers.d/dm*'
const made = "useradd -m -s /bin/bash -c 'dmbook made it for m1' dm"
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4r dmbook it’s me'

describe('modules of accounts, on a host', () => {
  let connection: Connection
  // shells that work as the account are open processes of it: each test has its own
  beforeEach(async () => {
    connection = await rootAt(host)
  })
  afterEach(() => connection.close())
  after(() => void on(host, `${clean}; true`))

  /** Accounts, groups, rules and keys as text. */
  const files = `getent passwd; getent group; ls -lR /etc/sudoers.d; cat /etc/sudoers.d/*
    find /root/.cache /root/.dmbook* 2>/dev/null; find /home -path '*/.ssh*' -printf '%p %m %u %g\\n'; cat /home/*/.ssh/authorized_keys 2>/dev/null; find /home -name '.dmbook*'; true`

  const scene =
    (want: object, prepare = 'true') =>
    async (): Promise<Scene> => {
      on(host, `${clean}; ${prepare}`)
      return {
        host: writerOver(connection),
        tools: fakeTools(),
        want,
        snapshot: async () => on(host, files),
        close: async () => {},
      }
    }
  const kept = (module: StateModule, name: string, want: object, prepare?: string) =>
    stateContract(module, { module: name, name: `${name}: ${prepare ?? 'nothing there'}`, scene: scene(want, prepare) })

  kept(user, 'user', { name: 'dm', mark: 'm1' })
  kept(user, 'user', { name: 'dm', group: 'dba', mark: 'm2' }, made)
  kept(user, 'user', { name: 'dm', mark: 'm1', state: 'absent' }, made)
  kept(user, 'user', { name: 'dm', mark: 'm1', state: 'absent' }, made.replace('for m1', 'for m1 m2'))
  kept(authorizedKey, 'authorized_key', { user: 'dm', key }, made)
  kept(authorizedKey, 'authorized_key', { user: 'dm', key, state: 'absent' }, `${made}; ${withKeys(`${key}\nother`)}`)
  kept(sudoers, 'sudoers', { name: 'dm-1', lines: ['dm ALL=(ALL) NOPASSWD:ALL'] })
  kept(uploads, 'uploads', { state: 'absent' }, 'mkdir -p /root/.cache/dmbook/a; echo 1 >/root/.cache/dmbook/a/b')
  kept(
    runMarks,
    'run_marks',
    { cluster: 'f3' },
    `${made}; touch /root/.dmbook-generation-f3 /home/dm/.dmbook-generation-f3`,
  )
  kept(sudoers, 'sudoers', { name: 'dm-1', state: 'absent' }, "echo 'dm ALL=(ALL) ALL' >/etc/sudoers.d/dm-1")

  const check = async (module: StateModule, want: object): Promise<string | string[]> =>
    summary(await module.check(writerOver(connection), completed(module, want), fakeTools()))
  const apply = (module: StateModule, want: object) =>
    module.apply(writerOver(connection), completed(module, want), fakeTools())

  test('user: its own group is made and removed with it, one that was there stays', async () => {
    on(host, `${clean}; groupadd dba; true`)
    for (const group of ['dba', 'dm2']) {
      await apply(user, { name: 'dm', group, mark: 'm1' })
      assert.equal(on(host, 'id -gn dm; stat -c %U:%G /home/dm'), `${group}\ndm:${group}`)
      await apply(user, { name: 'dm', state: 'absent', mark: 'm1' })
    }
    assert.equal(on(host, 'getent group dba | cut -d: -f1; getent group dm2; getent passwd dm; ls /home'), 'dba\nops')
  })

  test('user: one that somebody else made is never removed', async () => {
    on(host, `${clean}; useradd -m dm`)
    assert.equal(await check(user, { name: 'dm', mark: 'm1' }), 'same')
    assert.equal(await check(user, { name: 'dm', mark: 'm1', state: 'absent' }), 'same')
  })

  test('user: is not removed while it runs something, or holds a directory of a cluster', async () => {
    on(host, `${clean}; ${made}; mkdir -p /home/dm/deploy/x; touch /home/dm/deploy/x/.dmbook; chown -R dm /home/dm`)
    const absent = { name: 'dm', mark: 'm1', state: 'absent' }
    assert.match(String(await check(user, absent)), /blocked: .* lies in its home: \/home\/dm\/deploy\/x$/)
    on(host, "rm -r /home/dm/deploy; su dm -c 'setsid sleep 77 >/dev/null 2>&1 &'")
    assert.match(String(await check(user, absent)), /blocked: .* it runs process \d+: sleep$/)
    on(host, 'kill $(pgrep -u dm sleep); sleep 0.2')
    assert.deepEqual(await check(user, absent), ['remove the user dm and /home/dm'])
  })

  test('user: a home that lies there already is refused', async () => {
    on(host, `${clean}; mkdir /home/dm`)
    assert.match(String(await check(user, { name: 'dm' })), /blocked: .* as \/home\/dm is there already/)
    on(host, 'rmdir /home/dm')
  })

  test('authorized_key: other lines, the mode and the owner stay; an unended line is ended', async () => {
    on(host, `${clean}; ${made}; ${withKeys('no-pty other key')}; chmod 640 /home/dm/.ssh/authorized_keys`)
    await apply(authorizedKey, { user: 'dm', key })
    assert.equal(
      on(host, 'cd /home/dm/.ssh; cat authorized_keys; stat -c %a.%U authorized_keys'),
      `no-pty other key\n${key}\n640.dm`,
    )
  })

  test('authorized_key: the last line takes the file along; two at once lose nothing', async () => {
    on(host, `${clean}; ${made}`)
    await Promise.all([1, 2, 3].map((number) => apply(authorizedKey, { user: 'dm', key: `${key} ${number}` })))
    assert.equal(on(host, 'sort /home/dm/.ssh/authorized_keys | wc -l; stat -c %a.%U /home/dm/.ssh'), '3\n700.dm')
    for (const number of [1, 2, 3]) await apply(authorizedKey, { user: 'dm', key: `${key} ${number}`, state: 'absent' })
    assert.equal(on(host, 'ls -A /home/dm | grep ssh || true'), '')
  })

  test('authorized_key: goes where sshd looks', async () => {
    on(
      host,
      `${clean}; ${made}; echo 'AuthorizedKeysFile .keys/%u .ssh/authorized_keys' >/etc/ssh/sshd_config.d/k.conf`,
    )
    await apply(authorizedKey, { user: 'dm', key })
    assert.equal(on(host, 'cat /home/dm/.keys/dm; rm /etc/ssh/sshd_config.d/k.conf'), key)
  })

  test('sudoers: what visudo refuses is not put into place', async () => {
    on(host, `${clean}; true`)
    await assert.rejects(apply(sudoers, { name: 'dm-1', lines: ['dm ALL=(ALL'] }), /visudo refuses it/)
    assert.equal(on(host, 'ls -A /etc/sudoers.d | grep dm || true; sudo -n true'), '')
  })

  test('a script of the login runs as root through sudo', async () => {
    const { stdout } = await writerOver(connection).as('ops').read(sh`sudo -n id -un`)
    assert.equal(stdout, 'root\n')
  })
})

function withKeys(text: string): string {
  return `install -d -m 700 -o dm /home/dm/.ssh; printf '%s' '${text}' >/home/dm/.ssh/authorized_keys; chown dm /home/dm/.ssh/*`
}
