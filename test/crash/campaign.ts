// kill -9 at boundaries of a verb, one after the other: the attempt is killed at the first, from the same beginning at
// the second, and so on until one is unharmed. After each kill the same command has to make of what is left what an
// unharmed attempt makes, and a third one has to change nothing. Another command may take the place of the same one.

import assert from 'node:assert/strict'
import { exitCodes } from '../../src/core/error.js'
import { type Arrangement, arrangements, isArrangement } from './arrangements.js'
import type { Ended, HostChange } from './attempt.js'
import type { Lane } from './lane.js'
import { differences, snapshot } from './snapshot.js'
import { acts, before, type Killed, type Verb } from './verbs.js'

export interface Toll {
  /** how often it was killed, at every which boundary of how many */
  readonly kills: number
  readonly stride: number
  readonly boundaries: number
  /** changes of an unharmed attempt, each host's each */
  readonly changes: readonly HostChange[]
  /** what did not converge, and why */
  readonly failures: readonly string[]
}

interface Plan {
  readonly verb: Killed
  /** what is typed after the kill */
  readonly after: Verb
  /** which boundaries count: lines of the journal, or all effects too */
  readonly at: 'journal' | 'effects'
  /** kills at no more boundaries than these, evenly spread */
  readonly most: number
}

/**
 * What is left after a kill is compared with what an unharmed attempt left, of which it is known that one more changes
 * nothing: where both are the same, so does a third attempt. It is made all the same after every so many kills.
 */
const thirdEvery = 5

export async function campaign(plan: Plan, lanes: readonly Lane[]): Promise<Toll> {
  const { verb, most, at } = plan
  const failures: string[] = []
  let [next, kills, stride, boundaries] = [1, 0, 1, 0]
  const work = async (lane: Lane): Promise<readonly HostChange[]> => {
    const { changes, left, passed } = await unharmed(plan, lane)
    // who happens to lead, and what an attempt does about it, may differ between lanes
    boundaries = boundaries === 0 ? passed : Math.min(boundaries, passed)
    assert.ok(passed >= changes.length, `${passed} boundaries are fewer than ${changes.length} changes`)
    stride = Math.max(1, Math.ceil(boundaries / most))
    while (next <= boundaries) {
      const number = next
      next += stride
      lane.reset(before[verb].join())
      if (await lane.attempt(verb, { number, at })) break
      kills += 1
      const why = await converges(plan, { lane, left, third: kills % thirdEvery === 1 })
      if (why !== null) failures.push(`${verb} killed at boundary ${number} (${at}), after ${lane.killedAt}: ${why}`)
    }
    return changes
  }
  const ended = await Promise.allSettled(lanes.map(work))
  const [changes = []] = ended.map((each) => {
    if (each.status === 'rejected') throw each.reason
    return each.value
  })
  return { kills, stride, boundaries, changes, failures }
}

interface Unharmed {
  readonly changes: readonly HostChange[]
  readonly left: readonly string[]
  readonly passed: number
}

/** Brings the lane to where the verb begins, and finds out what should be left in the end. */
async function unharmed({ verb, after, at }: Plan, lane: Lane): Promise<Unharmed> {
  await bring(lane, before[verb])
  const ended = await lane.attempt(verb, { number: 0, at })
  const changes = settled(ended)
  if (after !== verb) await done(lane, after)
  const left = found(lane, after)
  if (!acts.includes(after)) assert.deepEqual(await done(lane, after), [], `a second ${after} changes nothing`)
  return { changes, left, passed: ended?.boundaries ?? 0 }
}

/** Goes on from the furthest of these steps that this lane has kept from before. */
async function bring(lane: Lane, steps: readonly (Verb | Arrangement)[]): Promise<void> {
  const known = steps.map((_, index) => steps.slice(0, index + 1).join()).findLastIndex((name) => lane.hasKept(name))
  lane.reset(steps.slice(0, known + 1).join())
  for (const [index, step] of [...steps.entries()].slice(known + 1)) {
    if (isArrangement(step)) await arrangements[step](lane.root)
    else await done(lane, step)
    lane.keep(steps.slice(0, index + 1).join())
  }
}

/** Gives what it changed; throws where it failed. */
async function done(lane: Lane, verb: Verb): Promise<readonly HostChange[]> {
  return settled(await lane.attempt(verb))
}

function settled(ended: Ended | null): readonly HostChange[] {
  assert.equal(ended?.exit, 0, ended?.said)
  return ended.changes
}

/** Null where it does, else why not. Another verb than the killed one may find less to leave. */
async function converges(
  { verb, after }: Plan,
  { lane, left, third }: { lane: Lane; left: readonly string[]; third: boolean },
): Promise<string | null> {
  try {
    const second = await lane.attempt(after)
    if (second?.exit === exitCodes.input && isBare(lane)) return null
    settled(second)
    const wrong = differences(found(lane, after), left).filter((line) => after === verb || line.startsWith('+'))
    assert.deepEqual(wrong, [])
    if (third && !acts.includes(after))
      assert.deepEqual(await done(lane, after), [], 'the third attempt changes something')
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

/** Verbs that act each time start a unit as often as they were typed. */
const found = (lane: Lane, verb: Verb): string[] =>
  snapshot(lane.root).map((line) => (acts.includes(verb) ? line.replace(/"starts":\d+/, '"starts":"some"') : line))

/** Nothing is recorded or laid down, but a run's mark: then it is right to say that there is no such cluster. */
const isBare = (lane: Lane): boolean =>
  !snapshot(lane.root).some((line) =>
    /^home\/(run\/[^/]+\/(?!\.dmbook-generation-)|clusters\/.*\/meta\.yaml )/.test(line),
  )
