import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Differing } from '../../src/commands/drift.js'
import type { Outcome } from '../../src/core/event.js'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

test('Differing counts each task on each host once', () => {
  const differing = new Differing()
  const changed: Outcome = { kind: 'changed', changes: [] }
  const finished = (host: string, id: string, outcome: Outcome): void =>
    differing.listener({
      kind: 'host_finished',
      at: 0,
      task: { id, name: id, does: 'template', at: '' },
      host,
      outcome,
      ms: 0,
    })
  finished('a', 't1', changed)
  finished('a', 't1', changed)
  finished('b', 't1', changed)
  finished('b', 't2', { kind: 'ok' })
  assert.equal(differing.count, 2)
})

test('drift compares the files of those that are selected, and changes nothing', async () => {
  await withHome(async (home) => {
    await twoMachines(home)
    const { code, out } = await typed(['drift', 'prod', '-R', 'dm-worker', '--list-hosts'], { home })
    assert.equal(code, 0)
    assert.match(out, /Compare files and units/)
    assert.ok(!out.includes(':8261'), out)
  })
})
