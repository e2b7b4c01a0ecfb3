// Refuses where stopping one master would cost the others their quorum. Only the others count: the one that is to stop
// may be down already, so that what a killed run left down does not stand in the way of its own repair.

import type { Static } from 'typebox'
import { withdrawalOf } from '../state/withdrawn.js'
import { dmOf } from './dm_leader.js'
import { allowed, refuse } from './guard.js'
import { defineModule, ModuleError } from './module.js'
import { boolean, duration, durationMs, object } from './params.js'
import { done, notYet, poll } from './poll.js'
import { recordOf } from './record_store.js'
import type { Tools } from './tools.js'

const params = object({
  mending: boolean('Count those in that an interrupted run left stopped, as this one brings them back first.', {
    default: false,
  }),
  allow: allowed,
  timeout: duration('Longest wait for the others.', { default: '3s' }),
})

export const dmQuorum = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Refuse to stop this dm-master where the others would have no quorum.',
  description:
    'Healthy is who answers /health with true: a read that needs the quorum. Of three masters and more a majority of all ' +
    'must be among the others; of two the other one; one master alone has none to lose. Asked from the control machine.',
  params,
  results: {
    healthy: 'How many other masters are.',
    needed: 'How many must be.',
    masters: 'How many masters the cluster has.',
  },
  examples: [{}, { mending: true }],

  async read(_host, want, tools) {
    let found: Others = { up: [], down: [], masters: 0, needed: 0 }
    const timeoutMs = durationMs(want.timeout, 3000)
    try {
      await poll(tools, { what: 'find a quorum', timeoutMs, intervalMs: 300 }, async () => {
        found = await othersOf(want, tools)
        return found.up.length >= found.needed ? done(null) : notYet(sentence(found))
      })
    } catch (thrown) {
      if (!(thrown instanceof ModuleError)) throw thrown
      refuse(tools, { ...refusal(found, tools), allow: want.allow })
    }
    return { healthy: found.up.length, needed: found.needed, masters: found.masters }
  },
})

interface Others {
  readonly up: readonly string[]
  readonly down: readonly string[]
  readonly masters: number
  readonly needed: number
}

async function othersOf({ mending }: Static<typeof params>, tools: Tools): Promise<Others> {
  const dm = dmOf(tools)
  const own = String(tools.host.vars.api_address ?? tools.host.id)
  const others = dm.masters.filter((address) => address !== own)
  const [registered, meta] = await Promise.all([registeredMasters(tools), mending ? recordOf(tools) : null])
  const up = await Promise.all(
    others.map(async (address) => withdrawalOf(meta, address).out === true || (await dm.health(address)) === true),
  )
  const masters = Math.max(registered, dm.masters.length)
  return {
    up: others.filter((_, index) => up[index]),
    down: others.filter((_, index) => !up[index]),
    masters,
    needed: await neededOf(masters, () => dm.status(own)),
  }
}

/** Of two neither has a quorum without the other: while this one is down, there is none to lose. */
async function neededOf(masters: number, status: () => Promise<unknown>): Promise<number> {
  if (masters > 2) return Math.floor(masters / 2) + 1
  return masters === 2 && (await status()) !== null ? 1 : 0
}

/** Members that no topology names count too: their votes are missing. 0 where nobody tells. */
async function registeredMasters(tools: Tools): Promise<number> {
  try {
    return (await dmOf(tools).members()).masters.length
  } catch (thrown) {
    if (thrown instanceof TypeError) throw thrown
    return 0
  }
}

function sentence({ up, down, masters, needed }: Others): string {
  const healthy = up.length === 1 ? '1 other is' : `${up.length} others are`
  return `of ${masters} masters ${healthy} healthy, ${needed} must be; not healthy: ${down.join(', ') || 'none that is known'}`
}

function refusal(found: Others, { host, cluster }: Tools) {
  const start = `dmbook start ${cluster?.name ?? ''}`.trim()
  return {
    guard: 'quorum' as const,
    message: `cannot stop ${host.id} as DM would lose its quorum: ${sentence(found)}`,
    hint:
      found.up.length > 0
        ? `bring back what is down first: ${start}`
        : `start it first: ${start}; where all of it is to stay stopped, patch and upgrade take --offline`,
  }
}
