// Fault A3: a controller is paused, another one takes over, the first goes on. Whatever it was at, it changes nothing any
// more and ends with 5. Real shells, files and locks; two processes over one machine and one state folder.

import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { exitCodes } from '../../src/core/error.js'
import { isArrangement } from './arrangements.js'
import { bundleAttempts } from './bundle.js'
import { Lane } from './lane.js'
import { pausedAt } from './paused.js'
import { differences, snapshot } from './snapshot.js'
import { before as earlier, type Killed } from './verbs.js'

/** What is paused, what takes over, and at every which boundary: about a hundred interleavings. */
const pairs: readonly { readonly first: Killed; readonly second: Killed; readonly stride: number }[] = [
  { first: 'start', second: 'stop', stride: 1 },
  { first: 'stop', second: 'start', stride: 1 },
  { first: 'deploy', second: 'deploy', stride: 2 },
  { first: 'destroy', second: 'destroy', stride: 2 },
]

const folder = mkdtempSync(join(tmpdir(), 'dmbook-takeover-'))
let program = ''
let interleavings = 0

before(async () => {
  program = await bundleAttempts(folder)
})
after(() => rmSync(folder, { recursive: true, force: true }))

for (const { first, second, stride } of pairs) {
  test(`a ${first} that was paused changes nothing after a ${second}`, async (t) => {
    const lane = new Lane(program, join(folder, `${first}-${second}`))
    const child = lane.fork()
    t.after(() => {
      child.kill('SIGKILL') // ends it where it is paused, too
      return lane.close()
    })
    for (const step of earlier[first]) if (!isArrangement(step)) await lane.attempt(step)
    lane.keep('ready')
    const failures: string[] = []
    let tried = 0
    for (let number = 3; ; number += stride) {
      const why = await interleaved({ lane, child }, { first, second, number })
      if (why === 'over') break
      if (why === 'not held') continue
      tried += 1
      if (why !== null) failures.push(why)
    }
    interleavings += tried
    t.diagnostic(
      `${first}, then ${second}: ${tried - failures.length} of ${tried} were fenced out, at every ${stride}. boundary`,
    )
    assert.equal(failures.join('\n'), '')
  })
}

test('those were about a hundred interleavings', () => assert.ok(interleavings >= 95, `${interleavings}`))

/** Null where the first one was fenced out, else why not. */
async function interleaved(
  { lane, child }: { lane: Lane; child: ChildProcess },
  { first, second, number }: { first: Killed; second: Killed; number: number },
): Promise<string | null> {
  lane.reset('ready')
  const paused = await pausedAt({ lane, child }, first, number)
  if (!paused) return 'over'
  if (!paused.held) {
    await paused.resume()
    return 'not held'
  }
  rmSync(join(lane.root, 'home/locks/c1.lock'))
  const taker = await lane.attempt(second)
  const left = snapshot(lane.root)
  const ended = await paused.resume()
  const done = differences(snapshot(lane.root), left)
  const what = `${first} paused at ${number}, ${paused.at}`
  if (taker?.exit !== 0) return `${what}: the second one ended with ${taker?.exit}: ${taker?.said}`
  if (done.length > 0) return `${what}: it changed ${done.join('; ')}`
  if (ended.exit === exitCodes.locked || (ended.exit === 0 && hadDoneAll(paused.at))) return null
  return `${what}: it ended with ${ended.exit}: ${ended.said}`
}

/** Behind the last effect only the history is written. */
const hadDoneAll = (at: string): boolean => /\/(audit|locks)\//.test(at)
