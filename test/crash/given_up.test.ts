// A scale-out that was killed need not be finished: a scale-in of its nodes takes them away again, and a destroy leaves
// nothing of them, wherever it was killed. Real shells and files, processes that only seem to be.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bundleAttempts } from './bundle.js'
import { Lane } from './lane.js'
import { differences, snapshot } from './snapshot.js'
import type { Verb } from './verbs.js'

/** Kills at no more lines of the journal than these, evenly spread. */
const most = 5

const folder = mkdtempSync(join(tmpdir(), 'dmbook-given-up-'))
let lane: Lane

before(async () => {
  lane = new Lane(await bundleAttempts(folder), join(folder, 'lane'))
  for (const step of ['deploy two', 'start'] as const) await done(step)
  lane.keep('ready')
})
after(async () => {
  await lane.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What lies on the machine, and which units run there. A run's mark may stay. */
const machine = (): string[] =>
  snapshot(lane.root).filter((line) =>
    line.startsWith('units/') ? line.includes('"since":true') : /^home\/run\/(?!.*\.dmbook-generation-)/.test(line),
  )

/** Below the boundary nothing of a new node can lie anywhere, and nobody knows one. */
const notBegun = (said: string): boolean => /the inventory has none of this name/.test(said)

for (const [verb, left] of [
  ['scale-out given up', 'what was there'],
  ['destroy', 'nothing'],
] as const) {
  test(`${verb}: after a killed scale-out it leaves ${left}`, async (t) => {
    lane.reset('ready')
    if (verb === 'destroy') await done(verb)
    const wanted = machine()
    lane.reset('ready')
    const boundaries = (await lane.attempt('scale-out', { number: 0, at: 'journal' }))?.boundaries ?? 0
    const stride = Math.max(1, Math.ceil(boundaries / most))
    let kills = 0
    for (let number = 1; number <= boundaries; number += stride) {
      lane.reset('ready')
      assert.equal(await lane.attempt('scale-out', { number, at: 'journal' }), null)
      kills += 1
      const ended = await lane.attempt(verb)
      const what = `killed at ${number} of ${boundaries}, ${lane.killedAt}`
      assert.ok(ended?.exit === 0 || notBegun(ended?.said ?? ''), `${what}: ${ended?.said}`)
      assert.deepEqual(differences(machine(), wanted), [], what)
    }
    t.diagnostic(`${kills} of ${kills} kills of a scale-out, at every ${stride}. of ${boundaries} boundaries`)
    assert.ok(kills >= Math.min(most - 1, boundaries), `${kills} kills are too few`)
  })
}

async function done(verb: Verb): Promise<void> {
  const ended = await lane.attempt(verb)
  assert.equal(ended?.exit, 0, ended?.said)
}
