import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { MemoryNet, until } from '../memory_raft.js'

let net = new MemoryNet([])

function three(): MemoryNet {
  net = new MemoryNet(['m1', 'm2', 'm3'])
  net.startAll()
  return net
}

const grant = (lease: string) => ({ kind: 'grant', lease, ttlMs: 60_000 }) as const
const has = (name: string, lease: string) =>
  net.running.get(name)?.store.state.leases[lease] !== undefined ? true : undefined

describe('Raft', () => {
  afterEach(() => net.killAll())

  test('one coordinates, all agree, whoever is asked', async () => {
    three()
    await until(() => net.coordinator())
    for (const name of net.names) await net.get(name).store.propose(grant(name))
    for (const name of net.names) for (const lease of net.names) await until(() => has(name, lease))
    assert.equal([...net.running.values()].filter(({ raft }) => raft.coordinates).length, 1)
  })

  test('what was agreed survives kills of all members', async () => {
    three()
    await until(() => net.coordinator())
    await net.get('m1').store.propose(grant('kept'))
    net.killAll()
    net.start('m2')
    net.start('m3')
    await until(() => net.coordinator())
    await until(() => has('m2', 'kept'))
  })

  test('a killed coordinator is replaced, a returning member catches up', async () => {
    three()
    const first = await until(() => net.coordinator())
    net.kill(first)
    const second = await until(() => net.coordinator())
    assert.notEqual(second, first)
    await net.get(second).store.propose(grant('meanwhile'))
    net.start(first)
    await until(() => has(first, 'meanwhile'))
    assert.equal(net.coordinator(), second, 'it does not disturb')
  })

  test('a member that is cut off agrees on nothing, then follows again', async () => {
    three()
    const alone = await until(() => net.coordinator())
    net.cutOff.add(alone)
    const lost = net
      .get(alone)
      .store.propose(grant('lost'))
      .catch((error: Error) => error.message)
    await until(() => (net.get(alone).raft.hasQuorum ? undefined : true))
    const other = await until(() => net.coordinator())
    await net.get(other).store.propose(grant('won'))
    assert.equal(await net.get(alone).store.barrier(50), false)
    assert.match(String(await lost), /timed out/)
    net.cutOff.delete(alone)
    await until(() => has(alone, 'won'))
    assert.equal(has(alone, 'lost'), undefined)
  })

  test('stop() hands over at once', async () => {
    three()
    const first = await until(() => net.coordinator())
    const moment = performance.now()
    net.now = () => moment // so that no silence tells it
    await net.get(first).raft.stop()
    await until(() => (net.coordinator() === first ? undefined : net.coordinator()))
  })

  test('a joining member learns who it is; a removed one is told', async () => {
    three()
    const first = await until(() => net.coordinator())
    await until(() => (net.get(first).store.hasQuorum ? true : undefined))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await net.get(first).store.propose({ kind: 'add_member', id: '44', name: 'm4', peerUrls: ['http://m4'] })
    net.addBlank('m4')
    net.start('m4')
    await until(() => (net.get('m4').raft.memberId === '44' ? true : undefined))
    const leaving = net.names.find((name) => name !== first) ?? ''
    await net.get('m4').store.propose({ kind: 'publish', id: '44', name: 'm4', clientUrls: [] })
    await net.get(first).store.propose({ kind: 'remove_member', name: leaving })
    await until(() => (net.get(leaving).raft.removed ? true : undefined))
    assert.ok(net.get(leaving).lines.includes('data-dir used by this member must be removed'))
  })

  test('one member alone takes a second one in', async () => {
    net = new MemoryNet(['m1'])
    net.startAll()
    await until(() => net.coordinator())
    await until(() => (net.get('m1').store.hasQuorum ? true : undefined))
    await net.get('m1').store.propose({ kind: 'add_member', id: '44', name: 'm2', peerUrls: ['http://m2'] })
    net.addBlank('m2')
    net.start('m2')
    await until(() => (net.get('m2').raft.memberId === '44' ? true : undefined))
    await net.get('m1').store.propose(grant('both'))
    await until(() => has('m2', 'both'))
  })
})
