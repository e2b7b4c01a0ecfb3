// kill -9 at lines of the journal of every verb that changes hosts, and at some of the instants between: the next
// run converges and the one after changes nothing. Real shells and files, but processes that only seem to be;
// test/e2e/kill.test.ts kills the whole program, test/contract/modules.ts each module between any two effects.
// An evenly spread sample of the lines; DMBOOK_CRASH=journal kills at all of them, DMBOOK_CRASH=effects at every effect
// (both long); a word after it, as in effects:patch, of that verb only.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { root } from '../shape/imports.js'
import { bundleAttempts } from './bundle.js'
import { campaign } from './campaign.js'
import { Lane } from './lane.js'
import { elsewhere, isKilled, before as steps } from './verbs.js'

const lanesAtOnce = 2
/** Kills of each verb unless all are asked for. */
const sample = 6
const [at = 'sample', only = ''] = (process.env.DMBOOK_CRASH ?? '').split(':').filter((word) => word !== '')

const folder = mkdtempSync(join(tmpdir(), 'dmbook-crash-'))
let lanes: Lane[] = []

before(async () => {
  const program = await bundleAttempts(folder)
  lanes = Array.from({ length: lanesAtOnce }, (_, index) => new Lane(program, join(folder, `lane-${index}`)))
})
after(async () => {
  await Promise.all(lanes.map((lane) => lane.close()))
  rmSync(folder, { recursive: true, force: true })
})

test('every shipped playbook is killed here, or elsewhere for a reason', () => {
  const files = readdirSync(join(root, 'playbooks'), { recursive: true, encoding: 'utf8' })
  const shipped = files.flatMap((name) => name.match(/^((?!parts|templates).*)\.yaml$/)?.[1] ?? [])
  assert.deepEqual(
    shipped.filter((name) => !(name in steps || name in elsewhere)),
    [],
    'add it to `before` in verbs.ts, or to `elsewhere` with a reason',
  )
  for (const [name, reason] of Object.entries(elsewhere)) assert.ok(reason.length > 10, `${name}: why?`)
})

/** Two at once, each in a lane of its own; a verb that is alone has both. */
describe('converges after kill -9', { concurrency: lanesAtOnce }, () => {
  const verbs = Object.keys(steps).filter(isKilled)
  const chosen = verbs.filter((verb) => verb.includes(only))
  for (const verb of verbs) {
    test(`${verb}, between any two steps`, { skip: !chosen.includes(verb) }, async (t) => {
      const kind = at === 'effects' ? 'effects' : 'journal'
      const most = at === 'sample' ? sample : Number.POSITIVE_INFINITY
      const own = lanes.splice(0, chosen.length > 1 ? 1 : lanesAtOnce)
      const toll = await campaign({ verb, after: verb, at: kind, most }, own).finally(() => lanes.push(...own))
      const { kills, stride, boundaries, failures, changes } = toll
      const tasks = new Set(changes.map(({ task }) => task)).size
      const hosts = new Set(changes.map(({ host }) => host)).size
      t.diagnostic(`${verb}: ${kills - failures.length} of ${kills} kills converged; ${changes.length} changes`)
      t.diagnostic(`${verb}: killed at every ${stride}. of ${boundaries} boundaries; ${tasks} steps × ${hosts} hosts`)
      assert.equal(failures.join('\n'), '')
      assert.ok(kills > 0 && kills >= Math.floor(boundaries / stride), `${kills} kills are too few`)
    })
  }
})

test('destroy takes away whatever a killed deploy left', { skip: only !== '' }, async (t) => {
  const plan = { verb: 'deploy', after: 'destroy', at: 'effects', most: sample } as const
  const { kills, stride, boundaries, failures } = await campaign(plan, lanes)
  t.diagnostic(`deploy, then destroy: ${kills - failures.length} of ${kills} kills left nothing`)
  t.diagnostic(`deploy, then destroy: killed at every ${stride}. of ${boundaries} boundaries`)
  assert.equal(failures.join('\n'), '')
})
