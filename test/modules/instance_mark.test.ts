import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { instanceMark } from '../../src/modules/instance_mark.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'

async function keep(want: object, before: Partial<ClusterMeta> = {}) {
  const cluster = fakeStore(before)
  const tools = fakeTools({ cluster })
  const wanted = { instance: 'a:1', ...want }
  const found = summary(await instanceMark.check(fakeHost(), wanted, tools))
  if (found !== 'same') await instanceMark.apply(fakeHost(), wanted, tools)
  assert.equal(summary(await instanceMark.check(fakeHost(), wanted, tools)), 'same')
  return { found, meta: cluster.meta }
}

describe('instance_mark', () => {
  test('notes a package by its name, and strikes it out', async () => {
    const { found, meta } = await keep({ patched: '/packages/hotfix.tar.gz' })
    assert.deepEqual(
      [found, meta?.marks],
      [['note a:1: patched no → hotfix.tar.gz'], { 'a:1': { patched: 'hotfix.tar.gz' } }],
    )
    const again = await keep({ patched: null }, { marks: meta?.marks ?? {} })
    assert.deepEqual([again.found, again.meta?.marks], [['note a:1: patched hotfix.tar.gz → no'], {}])
  })

  test('notes that it is out, and that it is back', async () => {
    const { found, meta } = await keep({ out: true })
    assert.deepEqual([found, meta?.withdrawn], [['note a:1: it is taken out of service'], { 'a:1': { out: true } }])
    assert.equal((await keep({ out: false }, { withdrawn: { 'a:1': { out: true } } })).meta?.withdrawn, undefined)
  })

  test('leaves alone what is not asked for', async () => {
    const marks = { 'a:1': { patched: 'x' }, 'b:1': { patched: 'y' } }
    assert.deepEqual((await keep({ out: true }, { marks })).meta?.marks, marks)
    assert.equal((await keep({ patched: 'x' }, { marks })).found, 'same')
    assert.equal((await keep({ out: false })).found, 'same')
  })
})
