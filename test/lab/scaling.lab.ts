// Nodes that come and go while the others serve, on hosts that are known by their IPv6 addresses: a healthy worker, a
// healthy master (of three, then of two), and each of them back.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { byKey, type LabCluster } from './cluster.js'
import { disk, invocations, unitsOf } from './host_state.js'
import { address6 } from './lab.js'
import { scene } from './scene.js'

const hosts = ['h1', 'h2', 'h3']
const nodes = (host: string) => ({ master: `[${address6(host)}]:8261`, worker: `[${address6(host)}]:8262` })
const entries = (some: readonly string[]): string => some.map((host) => `  - { host: "${address6(host)}" }\n`).join('')
const topologyOf = (some: readonly string[]): string =>
  `master_servers:\n${entries(some)}worker_servers:\n${entries(some)}`

describe('nodes that come and go, over IPv6', () => {
  let it: LabCluster
  let pristine: readonly string[]
  before(async () => {
    ;({ it, pristine } = await scene('scaling', topologyOf(hosts), hosts))
    await it.done(it.deploy())
    await it.done(['start', 'scaling'])
  })
  after(() => it.end())

  /** The processes of these hosts are the same ones afterwards. */
  async function without(host: string, others: readonly string[]): Promise<void> {
    const { master, worker } = nodes(host)
    const before = others.flatMap(invocations)
    const words = ['scale-in', 'scaling', '-N', `${master},${worker}`, '--delete-data', '-y']
    await it.done(words)
    assert.match(await it.done(words), /already|Nothing had to change/)
    const shown = await it.done(['display', 'scaling', '--exit-code'])
    assert.ok(!shown.includes(address6(host)), shown)
    assert.equal(shown.match(/Healthy/g)?.length, others.length)
    assert.deepEqual(others.flatMap(invocations), before)
    assert.deepEqual(unitsOf(host), [])
  }

  test('serves by its IPv6 addresses: every verb that looks finds it so', async () => {
    const shown = await it.done(['display', 'scaling', '--exit-code'])
    for (const host of hosts) assert.ok(shown.includes(`[${address6(host)}]:8261`), shown)
    await it.done(['check', 'scaling'])
    assert.match(await it.done(it.deploy()), /Nothing had to change/)
    const { worker } = nodes('h2')
    assert.match(await it.done(['logs', 'scaling', '-N', worker, '-n', '1']), /./)
    assert.equal(await it.done(['exec', 'scaling', '-N', worker, '--command', 'hostname']), 'h2\n')
    await it.done(['restart', 'scaling', '-N', worker, '-y'])
  })

  test('a healthy host leaves: masters 3 to 2', () => without('h3', ['h1', 'h2']))

  test('another one leaves: masters 2 to 1', () => without('h2', ['h1']))

  test('one comes back: masters 1 to 2', async () => {
    const before = invocations('h1')
    const file = join(it.home, 'more.yaml')
    writeFileSync(file, topologyOf(['h2']))
    await it.done(['scale-out', 'scaling', file, ...byKey, '-y'])
    const shown = await it.done(['display', 'scaling', '--exit-code'])
    assert.equal(shown.match(/Healthy/g)?.length, 2)
    assert.deepEqual(invocations('h1'), before)
  })

  test('nothing is left', async () => {
    await it.done(['destroy', 'scaling', '-y'])
    assert.deepEqual(hosts.map(disk), pristine)
  })
})
