// kill -9 at every boundary of a verb, one after the other: the attempt is killed at the first, in a fresh folder at the
// second, and so on until one is unharmed. After each kill the same command has to make of what is left what an unharmed
// attempt makes, and a third one has to change nothing.

import assert from 'node:assert/strict'
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

export async function campaign(verb: Verb, lanes: readonly Lane[]): Promise<Toll> {
  const failures: string[] = []
  let next = 1
  let kills = 0
  const work = async (lane: Lane): Promise<readonly HostChange[]> => {
    const left = await unharmed(verb, lane)
    for (;;) {
      const number = next++
      lane.reset()
      const ended = await lane.attempt(verb, number)
      if (ended) return settled(ended)
      kills += 1
      const why = await converges(verb, { lane, left })
      if (why !== null) failures.push(`${verb} killed at boundary ${number}, after ${lane.killedAt}: ${why}`)
    }
  }
  const [changes = []] = await Promise.all(lanes.map(work))
  return { kills, changes, failures }
}

/** Brings the lane to where the verb begins, and finds out what it should leave there. */
async function unharmed(verb: Verb, lane: Lane): Promise<readonly string[]> {
  for (const earlier of before[verb]) await done(lane, earlier)
  lane.keep()
  await done(lane, verb)
  const left = snapshot(lane.root)
  assert.deepEqual(await done(lane, verb), [], `a second ${verb} changes nothing`)
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

/** Null where it does, else why not. */
async function converges(verb: Verb, { lane, left }: { lane: Lane; left: readonly string[] }): Promise<string | null> {
  try {
    await done(lane, verb)
    assert.deepEqual(differences(snapshot(lane.root), left), [])
    assert.deepEqual(await done(lane, verb), [], 'the third attempt changes something')
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
