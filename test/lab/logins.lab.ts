// Every way to log in that a deploy takes, and the machines that it must not trust. Small clusters; the lab's hosts.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { byKey, type LabCluster, labCluster } from './cluster.js'
import { disk } from './host_state.js'
import { address, lab, labFolder, on } from './lab.js'

const pair = `master_servers: [{ host: ${address('h2')} }]
worker_servers: [{ host: ${address('h3')} }]
`

describe('logins on real hosts', () => {
  let it: LabCluster
  let pristine: string[]
  before(async () => {
    lab('up', '3')
    it = await labCluster('logins', pair)
    pristine = ['h2', 'h3'].map(disk)
  })
  after(() => it.end())

  async function lives(login: readonly string[], later: readonly string[] = []): Promise<void> {
    for (const words of [it.deploy(login), ['start', 'logins', ...later], ['destroy', 'logins', '-y', ...later]]) {
      const { code, out, err } = await it.type(words)
      assert.equal(code, 0, `${words.join(' ')}\n${out}\n${err}`)
    }
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  }

  test('a password, from a file', async () => {
    const file = join(it.home, 'password')
    writeFileSync(file, 'ops-of-the-lab\n', { mode: 0o600 })
    await lives(['--user', 'ops', '--password-file', file, '--accept-new-host-keys'])
  })

  test('a jump host', async () => {
    const jump = ['--ssh-proxy-host', address('h1'), '--ssh-proxy-user', 'ops']
    const through = [...jump, '--ssh-proxy-identity-file', join(labFolder, 'key')]
    await lives([...byKey, ...through], through)
    assert.notEqual(on('h2', `journalctl -u ssh -o cat | grep -c 'Accepted.*from ${address('h1')}' || true`), '0')
  })

  test("the system's ssh", async () => lives([...byKey, '--ssh', 'system']))

  test('a wrong password is said, and changes nothing', async () => {
    const file = join(it.home, 'wrong')
    writeFileSync(file, 'wrong\n', { mode: 0o600 })
    const { code, out, err } = await it.type(
      it.deploy(['--user', 'ops', '--password-file', file, '--accept-new-host-keys']),
    )
    assert.notEqual(code, 0)
    assert.match(out + err, /172\.19\.0\.10[23]/)
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  })

  test('a host key that has changed is refused before anything goes out, naming both', async () => {
    const deployed = await it.type(it.deploy())
    assert.equal(deployed.code, 0, deployed.out)
    const seen = on('h2', "journalctl -u ssh -o cat | grep -c '^Accepted'")
    on(
      'h2',
      'cd /etc/ssh; cp ssh_host_ed25519_key* /root; rm ssh_host_*; ssh-keygen -q -t ed25519 -N "" -f ssh_host_ed25519_key',
    )
    on('h2', 'systemctl restart ssh')
    const { code, out, err } = await it.type(['start', 'logins'])
    assert.equal(code, 8, out + err)
    assert.match(out + err, /172\.19\.0\.102.*SHA256:[\s\S]*SHA256:/)
    assert.equal(on('h2', "journalctl -u ssh -o cat | grep -c '^Accepted'"), seen)
    on('h2', 'mv /root/ssh_host_ed25519_key* /etc/ssh; systemctl restart ssh')
    const destroyed = await it.type(['destroy', 'logins', '-y'])
    assert.equal(destroyed.code, 0, destroyed.out + destroyed.err)
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  })
})
