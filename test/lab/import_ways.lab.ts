// The ways on which an import reaches hosts of DM 1.0, as Ansible reached them: through a jump host, on another port, with
// a password. One host, h2, behind h1; its relay logs are kept. Its services are stand-ins.

import assert from 'node:assert/strict'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { LegacyCluster } from '../../src/playground/v1/legacy_node.js'
import { type LabCluster, labCluster, version } from './cluster.js'
import { address, lab, labFolder, on } from './lab.js'
import { layLegacyHosts, legacyNode } from './legacy_hosts.js'

const deployDir = '/home/ops/behind'
const name = 'behind'
const password = 'ops-of-the-lab'
const key = join(labFolder, 'key')

const legacy: LegacyCluster = {
  name,
  user: 'ops',
  version: 'v1.0.7',
  deployDir,
  vars: { ansible_port: '2222' },
  nodes: [
    legacyNode('dm-master', 'h2', { port: 18261, deployDir }),
    legacyNode('dm-worker', 'h2', {
      port: 18262,
      deployDir: `${deployDir}/data1`,
      source: { id: 's1', serverId: 7, host: '10.9.9.9', port: 3306, user: 'root', password: 'hidden-pw' },
      tasks: [{ name: 'shop', stage: 'Running', config: 'name = "shop"\nmode = "all"\nsource-id = "s1"\n' }],
    }),
  ],
}

describe('an import through a jump host', { skip: process.env.DMBOOK_LAB_MIRROR !== undefined }, () => {
  let it: LabCluster
  let dmAnsible: string
  let plain: string
  before(async () => {
    lab('up', '3')
    it = await labCluster(name, '')
    dmAnsible = layLegacyHosts(legacy, it.home)
    plain = readFileSync(join(dmAnsible, 'inventory.ini'), 'utf8')
    mkdirSync(join(it.home, '.ssh'), { mode: 0o700 })
    on('h2', `mkdir -p ${deployDir}/data1/relay_log && echo binlog >${deployDir}/data1/relay_log/mysql-bin.000001`)
    on(
      'h2',
      `chown -R ops:ops ${deployDir}; printf 'Port 22\\nPort 2222\\n' >/etc/ssh/sshd_config.d/lab.conf; systemctl restart ssh`,
    )
  })
  beforeEach(() => {
    writeFileSync(join(dmAnsible, 'inventory.ini'), plain)
    writeFileSync(join(it.home, '.ssh', 'config'), '')
  })
  after(async () => {
    on(
      'h2',
      `rm -rf ${deployDir} /etc/ssh/sshd_config.d/lab.conf /etc/systemd/system/dm-*-1826*; systemctl daemon-reload; systemctl restart ssh`,
    )
    await it.end()
  })

  const words = (...more: readonly string[]): string[] => [
    ...['import', '--dir', dmAnsible, '--cluster-version', version, '--no-check-upstreams', '--mirror', it.packages],
    ...['--accept-new-host-keys', '-y', ...more],
  ]
  const args = (text: string): void =>
    writeFileSync(
      join(dmAnsible, 'inventory.ini'),
      plain.replace('[all:vars]\n', `[all:vars]\nansible_ssh_common_args = "${text}"\n`),
    )

  test('looks through the jump host of Ansible: -J, ProxyJump, ProxyCommand', async () => {
    const own = join(it.home, '.ssh', 'id_ed25519')
    copyFileSync(key, own)
    chmodSync(own, 0o600)
    const gate = `ops@${address('h1')}`
    const ways = [`-J ${gate}`, `-o ProxyJump=${gate}`, `-o ProxyCommand='ssh -W %h:%p -q ${gate}'`]
    for (const way of ways) {
      args(way)
      const seen = jumped()
      const { code, out, err } = await it.type(words('-i', key, '--plan'))
      assert.equal(code, 0, `${way}\n${out}\n${err}`)
      assert.match(err, /the hosts are reached through 172\.19\.0\.101, as Ansible reached them/)
      assert.ok(jumped() > seen, way)
    }
    rmSync(own)
  })

  test('says a way that it does not follow', async () => {
    args("-o ProxyCommand='nc -X 5 %h %p'")
    const { code, err } = await it.type(words('-i', key, '--plan'))
    assert.equal(code, 0, err)
    assert.match(err, /is not followed: it is not one plain jump host for all/)
  })

  test('comes over with -p on a terminal and ProxyJump of ssh_config, on the port of Ansible', async () => {
    const seen = jumped()
    const way = `Host 172.19.0.102\n ProxyJump gate\nHost gate\n HostName ${address('h1')}\n User ops\n IdentityFile ${key}\n`
    writeFileSync(join(it.home, '.ssh', 'config'), way)
    const { code, out } = await it.talk(words('-p', '--relay', 'keep'), [
      [/Password of ops on the machines:/, password],
    ])
    assert.equal(code, 0, out)
    assert.ok(!out.includes(password))
    assert.ok(jumped() > seen)
    assert.match(out, /enable-relay: true\r?\n +relay-dir: "\/home\/ops\/behind\/data1\/relay_log"/)
    assert.match(await it.done(['display', name, '--exit-code']), /Bound sources: s1 on 172\.19\.0\.102:18262/)
    assert.equal(on('h2', `cat ${deployDir}/data1/relay_log/mysql-bin.000001`), 'binlog')
    await it.done(['import', name, '--undo', '-y'])
    assert.match(await it.done(['import', name, '--undo', '-y']), /behind is already destroyed/)
    assert.equal(on('h2', `cat ${deployDir}/data1/relay_log/mysql-bin.000001`), 'binlog')
  })

  test("comes over with a password from a file and the flags of TiUP's jump host", async () => {
    const file = join(it.home, 'password')
    writeFileSync(file, `${password}\n`, { mode: 0o600 })
    const way = ['--ssh-proxy-host', address('h1'), '--ssh-proxy-user', 'ops', '--ssh-proxy-identity-file', key]
    await it.done(words('--password-file', file, ...way))
    assert.match(await it.done(['display', name, '--exit-code', ...way]), /Bound sources: s1 on 172\.19\.0\.102:18262/)
    await it.done(['import', name, '--undo', '-y', ...way])
  })
})

/** How often h2 let somebody in that came from h1. */
const jumped = (): number =>
  Number(on('h2', `journalctl -u ssh -o cat | grep -c 'Accepted.*from ${address('h1')}' || true`))
