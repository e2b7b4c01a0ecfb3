// Issue 3: kill -9 between any two steps converges on the second run and changes nothing on the third.
// Real shells and files, but processes that only seem to be; test/e2e/kill.test.ts kills the whole program.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { bundleAttempts } from './bundle.js'
import { campaign } from './campaign.js'
import { Lane } from './lane.js'
import type { Verb } from './verbs.js'

const verbs: readonly Verb[] = ['start', 'stop', 'deploy', 'destroy']
const lanesAtOnce = 3

const folder = mkdtempSync(join(tmpdir(), 'dmbook-crash-'))
let program = ''

before(async () => {
  program = await bundleAttempts(folder)
})
after(() => rmSync(folder, { recursive: true, force: true }))

const lanesFor = (t: TestContext, name: string): Lane[] => {
  const lanes = Array.from({ length: lanesAtOnce }, (_, index) => new Lane(program, join(folder, `${name}-${index}`)))
  t.after(() => Promise.all(lanes.map((lane) => lane.close())))
  return lanes
}

for (const verb of verbs) {
  test(`${verb} converges after kill -9 between any two steps`, async (t) => {
    const plan = { verb, after: verb, stride: 1 }
    const { kills, failures, changes } = await campaign(plan, lanesFor(t, verb))
    const steps = new Set(changes.map(({ task }) => task)).size
    const hosts = new Set(changes.map(({ host }) => host)).size
    t.diagnostic(
      `${verb}: ${kills - failures.length} of ${kills} kills converged; ${steps} steps × ${hosts} hosts change`,
    )
    assert.equal(failures.join('\n'), '')
    assert.ok(kills >= steps * hosts, `${kills} kills are fewer than ${steps} × ${hosts}`)
  })
}

test('destroy takes away whatever a killed deploy left', async (t) => {
  const plan = { verb: 'deploy', after: 'destroy', stride: 9 } as const
  const { kills, failures } = await campaign(plan, lanesFor(t, 'half'))
  t.diagnostic(`deploy, then destroy: ${kills - failures.length} of ${kills} kills left nothing`)
  assert.equal(failures.join('\n'), '')
})
