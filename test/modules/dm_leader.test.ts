import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { dmLeader } from '../../src/modules/dm_leader.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { type FakeStore, fakeStore } from './fake_store.js'
import { fakeTools } from './fake_tools.js'

const led = (leader: string | null): Members => ({ leader, masters: [], workers: [] })
const three = ['a:8261', 'b:8261', 'c:8261']

async function lead(from: Record<string, Members | Error>, masters: readonly string[] = three) {
  const tools = fakeTools({ dm: fakeDm({ from }, masters) })
  return { found: await dmLeader.read(fakeHost(), { timeout: '2s', mending: false }, tools), waited: tools.waited }
}

describe('dm_leader', () => {
  test('believes two masters that agree, in two looks', async () => {
    const { found, waited } = await lead({ 'a:8261': led('x'), 'b:8261': led('x'), 'c:8261': new Error('down') })
    assert.deepEqual(found, { leader: 'x' })
    assert.deepEqual(waited, ['x leads; looking once more'])
  })

  test('believes all of them at once', async () => {
    const { found, waited } = await lead({ 'a:8261': led('x'), 'b:8261': led('x'), 'c:8261': led('x') })
    assert.deepEqual([found, waited], [{ leader: 'x' }, []])
  })

  test('believes the only master there is', async () => {
    assert.deepEqual((await lead({ 'a:8261': led('x') }, ['a:8261'])).found, { leader: 'x' })
  })

  test('is a guard where guards may be overruled: says how to go on, or warns', async () => {
    const dm = fakeDm({ from: { 'a:8261': led(null), 'b:8261': led(null), 'c:8261': led(null) } }, three)
    const tools = fakeTools({ dm, cluster: fakeStore({}) })
    const read = (allow: string[]) => dmLeader.read(fakeHost(), { timeout: '2s', mending: false, allow }, tools)
    await assert.rejects(read([]), {
      code: 'E-LEADER',
      message: 'cannot find a leader within 2s: last seen: there is no leader',
      hint: 'bring the dm-masters back first: dmbook start prod; or overrule this: --allow leader',
    })
    assert.deepEqual(await read(['leader']), { leader: '' })
    assert.match(tools.said.join(), /warning: overruled by --allow leader: cannot find a leader within 1s/)
  })

  const troubles: readonly [string, Record<string, Members | Error>][] = [
    ['masters name x and y', { 'a:8261': led('x'), 'b:8261': led('y'), 'c:8261': led('x') }],
    ['masters name x and nobody', { 'a:8261': led('x'), 'b:8261': led(null), 'c:8261': led('x') }],
    ['there is no leader', { 'a:8261': led(null), 'b:8261': led(null), 'c:8261': led(null) }],
    ['1 of 3 masters answers', { 'a:8261': led('x'), 'b:8261': new Error('down'), 'c:8261': new Error('down') }],
    ['no master answers', { 'a:8261': new Error(), 'b:8261': new Error(), 'c:8261': new Error() }],
  ]
  for (const [seen, from] of troubles) {
    test(`says in the end: ${seen}`, async () => {
      await assert.rejects(lead(from), { message: `cannot find a leader within 2s: last seen: ${seen}` })
    })
  }

  test('is not waited for where this run first brings back a master that a killed one left stopped', async () => {
    const [none, two] = [led(null), ['a:8261', 'b:8261']]
    const dm = fakeDm({ from: { 'a:8261': none, 'b:8261': new Error('down') } }, two)
    const read = (cluster: FakeStore, mending: boolean) =>
      dmLeader.read(fakeHost(), { timeout: '2s', mending }, fakeTools({ dm, cluster }))
    const left = fakeStore({ withdrawn: { 'b:8261': { out: true } } })
    assert.deepEqual(await read(left, true), { leader: '' })
    await assert.rejects(read(left, false), /there is no leader/)
    await assert.rejects(read(fakeStore(), true), /there is no leader/)
  })

  test('needs a cluster', async () => {
    await assert.rejects(
      dmLeader.read(fakeHost(), { mending: false }, fakeTools()),
      /this run has no cluster with masters/,
    )
  })
})
