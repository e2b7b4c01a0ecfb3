// A cluster of the user's own systemd (global.systemd_mode: user): an account that is there, lingering, and nothing that
// root would be needed for.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { until } from '../fakes/until.js'
import { type LabCluster, labCluster } from './cluster.js'
import { home, unitsOf } from './host_state.js'
import { address, lab, labFolder, on } from './lab.js'

const host = 'h2'
const topology = `global: { user: app, systemd_mode: user, deploy_dir: dm, data_dir: dm-data }
master_servers: [{ host: ${address(host)} }]
worker_servers: [{ host: ${address(host)}, resource_control: { memory_limit: 512M } }]
`
const login = ['--user', 'app', '-i', `${labFolder}/key`, '--accept-new-host-keys']

describe("a cluster of the user's systemd", () => {
  let it: LabCluster
  before(async () => {
    lab('up', '3')
    on(host, 'useradd -m -s /bin/bash app; install -d -m 700 -o app /home/app/.ssh')
    on(host, 'install -m 600 -o app /home/ops/.ssh/authorized_keys /home/app/.ssh')
    it = await labCluster('own', topology)
  })
  after(async () => {
    on(host, 'loginctl disable-linger app; systemctl stop user-$(id -u app).slice; userdel -r app 2>/dev/null')
    await it.end()
  })

  const paths = (): string => home(host, 'app').replace(/(authorized_keys .*) [\d.]+$/m, '$1')
  const asUser = (text: string): string =>
    on(host, `runuser -u app -- env XDG_RUNTIME_DIR=/run/user/$(id -u app) sh -c '${text}'`)

  test('is refused before the first change while its services would end with the session', async () => {
    const seen = home(host, 'app')
    const { code, out } = await it.type(it.deploy(login))
    assert.equal(code, 6, out)
    assert.match(out, /services of app would end with its last session: loginctl enable-linger app/)
    assert.equal(home(host, 'app'), seen)
  })

  test('lives without root, and comes back when the host was switched off', async () => {
    on(host, 'loginctl enable-linger app')
    const seen = paths()
    const system = on(host, 'ls -R /etc/systemd/system /etc/sudoers.d')
    await it.done(it.deploy(login))
    assert.match(await it.done(it.deploy(login)), /Nothing had to change/)
    await it.done(['start', 'own'])
    await it.done(['display', 'own', '--exit-code'])
    assert.match(
      asUser('cat ~/.config/systemd/user/dm-worker-8262.service'),
      /MemoryLimit=512M[\s\S]*WantedBy=default.target/,
    )
    assert.equal(asUser('systemctl --user is-active dm-master-8261 dm-worker-8262'), 'active\nactive')
    assert.equal(on(host, 'ls -R /etc/systemd/system /etc/sudoers.d'), system)
    assert.deepEqual(unitsOf(host), [])
    lab('off', host)
    lab('on', host)
    // not `start`: a master that lost its power waits a minute for its own lease, as DM's do
    const states = async () => asUser('systemctl --user is-active dm-master-8261 dm-worker-8262; true')
    assert.equal(await until(states, (seen) => seen === 'active\nactive'), 'active\nactive')
    await it.done(['destroy', 'own', '-y'])
    assert.equal(paths(), seen)
    assert.equal(on(host, 'ls -R /etc/systemd/system /etc/sudoers.d'), system)
  })
})
