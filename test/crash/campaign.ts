// kill -9 at every boundary of a verb, one after the other: the attempt is killed at the first, in a fresh folder at the
// second, and so on until one is unharmed. After each kill the same command has to make of what is left what an unharmed
// attempt makes, and a third one has to change nothing. Another command may take the place of the same one.

import assert from 'node:assert/strict'
import { exitCodes } from '../../src/core/error.js'
import type { Ended, HostChange } from './attempt.js'
import type { Lane } from './lane.js'
import { differences, snapshot } from './snapshot.js'
import { before, type Verb } from './verbs.js'

export interface Toll {
  /** boundaries at which it was killed */
  readonly kills: number
  /** changes of an unharmed attempt, each host's each */
  readonly changes: readonly HostChange[]
  /** what did not converge, and why */
  readonly failures: readonly string[]
}

interface Plan {
  readonly verb: Verb
  /** what is typed after the kill */
  readonly after: Verb
  /** kills at every one of so many boundaries */
  readonly stride: number
}

export async function campaign(plan: Plan, lanes: readonly Lane[]): Promise<Toll> {
  const { verb, stride } = plan
  const failures: string[] = []
  let next = 1
  let kills = 0
  const work = async (lane: Lane): Promise<readonly HostChange[]> => {
    const left = await unharmed(plan, lane)
    for (;;) {
      const number = next
      next += stride
      lane.reset()
      const ended = await lane.attempt(verb, number)
      if (ended) return settled(ended)
      kills += 1
      const why = await converges(plan, { lane, left })
      if (why !== null) failures.push(`${verb} killed at boundary ${number}, after ${lane.killedAt}: ${why}`)
    }
  }
  const [changes = []] = await Promise.all(lanes.map(work))
  return { kills, changes, failures }
}

/** Brings the lane to where the verb begins, and finds out what should be left in the end. */
async function unharmed({ verb, after }: Plan, lane: Lane): Promise<readonly string[]> {
  for (const earlier of before[verb]) await done(lane, earlier)
  lane.keep()
  await done(lane, verb)
  if (after !== verb) await done(lane, after)
  const left = snapshot(lane.root)
  assert.deepEqual(await done(lane, after), [], `a second ${after} changes nothing`)
  return left
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
  { lane, left }: { lane: Lane; left: readonly string[] },
): Promise<string | null> {
  try {
    const second = await lane.attempt(after)
    if (second?.exit === exitCodes.input && isBare(lane)) return null
    settled(second)
    const wrong = differences(snapshot(lane.root), left).filter((line) => after === verb || line.startsWith('+'))
    assert.deepEqual(wrong, [])
    assert.deepEqual(await done(lane, after), [], 'the third attempt changes something')
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

/** Nothing is recorded or laid down: then it is right to say that there is no such cluster. */
const isBare = (lane: Lane): boolean =>
  !snapshot(lane.root).some((line) => /^home\/(run|clusters\/.*\/meta\.yaml) /.test(line))
