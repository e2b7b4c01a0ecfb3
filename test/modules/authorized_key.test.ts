import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { authorizedKey } from '../../src/modules/authorized_key.js'
import { completed } from '../contract/modules.js'
import { type FakeHost, fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const key = 'ssh-ed25519 AAAA dmbook'
const want = (more: object = {}) => completed(authorizedKey, { user: 'tidb', key, ...more })
const machine = (said: string, rc: number): FakeHost =>
  fakeHost()
    .expect(/getent/, { stdout: said })
    .expect(/grep -qxF/, { rc })
const check = async (host: FakeHost, more: object = {}) =>
  summary(await authorizedKey.check(host, want(more), fakeTools()))

describe('authorized_key', () => {
  test('check() looks for that very line where sshd does', async () => {
    const file = '/home/tidb/.ssh/authorized_keys'
    assert.equal(await check(machine('/home/tidb\n', 0)), 'same')
    assert.deepEqual(await check(machine('/home/tidb\n', 1)), [`add a key to ${file}`])
    assert.deepEqual(await check(machine('/home/tidb\n', 0), { state: 'absent' }), [`remove a key from ${file}`])
    assert.deepEqual(await check(machine('/home/tidb\n%h/k/%u .ssh/x\n', 1)), ['add a key to /home/tidb/k/tidb'])
    assert.deepEqual(await check(machine('/home/tidb\n/etc/ssh/keys/%u\n', 1)), ['add a key to /etc/ssh/keys/tidb'])
  })

  test('works as the user, but as it was called on a file in /etc', async () => {
    for (const [said, user] of [
      ['/home/tidb\n', 'tidb'],
      ['/home/tidb\n/etc/ssh/keys/%u\n', null],
    ] as const) {
      const host = machine(said, 1).allowWrites()
      await authorizedKey.apply(host, want(), fakeTools())
      assert.deepEqual(
        host.ran.filter(({ by }) => by === 'run').map((ran) => ran.user),
        [user],
      )
    }
  })

  test('check() of nobody is blocked, of nobody’s absence same; sshd may read no keys at all', async () => {
    assert.equal(await check(machine('', 1)), 'blocked: cannot keep a key of tidb as there is no such user')
    assert.equal(await check(machine('', 1), { state: 'absent' }), 'same')
    assert.equal(
      await check(machine('/home/tidb\nnone\n', 1)),
      'blocked: cannot keep a key of tidb as sshd reads none for it',
    )
  })

  test('refuses what is not one line', async () => {
    for (const bad of ['', 'ssh-ed25519', '# a comment', 'ssh-rsa AAAA\nssh-rsa BBBB']) {
      await assert.rejects(check(machine('/home/tidb\n', 1), { key: bad }), /not one line of type and key/)
    }
  })
})
