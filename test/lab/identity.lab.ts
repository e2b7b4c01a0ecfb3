// Machines that must not be trusted: host keys that nobody knows or that changed, one machine under two names, another
// machine at a known address.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { byKey, type LabCluster, labCluster } from './cluster.js'
import { connections, disk } from './host_state.js'
import { address, on } from './lab.js'
import { scene } from './scene.js'

const pair = `master_servers: [{ host: ${address('h2')} }]
worker_servers: [{ host: ${address('h3')} }]
`

describe('machines that must not be trusted', () => {
  let it: LabCluster
  let pristine: readonly string[]
  before(async () => {
    ;({ it, pristine } = await scene('identity', pair, ['h2', 'h3']))
  })
  after(() => it.end())

  test('unknown host keys: all named, none trusted where nobody can be asked', async () => {
    const counted = ['h2', 'h3'].map(connections)
    const { code, err } = await it.type(it.deploy(byKey.slice(0, 4)))
    assert.equal(code, 8, err)
    for (const host of ['h2', 'h3'])
      assert.match(
        err,
        new RegExp(`cannot trust ${address(host)}:22 as its host key is not known: ssh-ed25519 SHA256:`),
      )
    assert.deepEqual(['h2', 'h3'].map(connections), counted)
  })

  test('one machine under two names', async () => {
    on('h2', 'ip address add 172.19.0.150/24 dev host0')
    const twice = await labCluster('twice', `${pair}monitoring_servers: [{ host: 172.19.0.150 }]\n`)
    const { code, out, err } = await twice.type(twice.deploy())
    await twice.end()
    on('h2', 'ip address del 172.19.0.150/24 dev host0')
    assert.equal(code, 8, out + err)
    assert.match(
      out + err,
      /cannot use both .*172\.19\.0\.1(02|50) and .*172\.19\.0\.1(02|50) as they are one machine: h2/,
    )
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  })

  test('a host key that has changed: refused with both, over either ssh, before any credential goes out', async () => {
    await it.done(it.deploy())
    on('h2', 'echo LogLevel VERBOSE >/etc/ssh/sshd_config.d/lab.conf')
    on('h2', 'cd /etc/ssh; mv ssh_host_ed25519_key* /root; ssh-keygen -q -t ed25519 -N "" -f ssh_host_ed25519_key')
    on('h2', 'systemctl restart ssh')
    for (const way of [[], ['--native-ssh']]) {
      const { code, out, err } = await it.type(['start', 'identity', ...way])
      assert.equal(code, 8, out + err)
      assert.match(out + err, /172\.19\.0\.102.*SHA256:[\s\S]*SHA256:/)
    }
    const heard = on('h2', 'journalctl -u ssh -o cat -n 20 | sed "1,/^Server listening/d"')
    assert.match(heard, /^Connection (closed|reset) /m)
    assert.doesNotMatch(heard, /^(Accepted|Failed|Postponed)/m)
    on('h2', 'rm /etc/ssh/sshd_config.d/lab.conf; mv -f /root/ssh_host_ed25519_key* /etc/ssh; systemctl restart ssh')
  })

  test('another machine at the address of one that was deployed to, with its host key copied', async () => {
    const before = disk('h3')
    const own = on('h3', 'cat /etc/machine-id')
    const other = '0123456789abcdef0123456789abcdef'
    on('h3', `echo ${other} >/etc/machine-id`)
    const { code, out, err } = await it.type(['start', 'identity'])
    on('h3', `echo ${own} >/etc/machine-id`)
    assert.equal(code, 8, out + err)
    assert.match(out + err, new RegExp(`another machine than the cluster was laid down on.*${other}.*${own}`))
    assert.equal(disk('h3'), before)
    await it.done(['destroy', 'identity', '-y'])
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  })
})
