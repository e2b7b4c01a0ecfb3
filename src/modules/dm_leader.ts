// Waits until the masters agree on a leader. One answer is not enough: right after an election a master may still name
// the old one, and one that is cut off names nobody. Where all answer, the one they name is among those who say so.

import type { DmApi } from '../hosts/dm_api.js'
import { withdrawalOf } from '../state/withdrawn.js'
import { refuse } from './guard.js'
import { defineModule, ModuleError } from './module.js'
import { boolean, duration, durationMs, list, object, optional, string } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'
import { recordOf } from './record_store.js'
import type { Tools } from './tools.js'

/** How long it is looked for where it need not be there: long enough to tell. */
const overruledMs = 1000

export const dmLeader = defineModule({
  kind: 'read',
  summary: 'Wait until the masters agree on a leader.',
  description:
    'Two masters (one, where there is one only) must name the same leader, and none another; where not all answer, in ' +
    'two looks one after the other. Asked from the control machine.',
  params: object({
    timeout: optional(duration('Longest wait; --wait-timeout when absent.')),
    mending: boolean('Need none where an interrupted run left a master stopped: this one brings it back first.', {
      default: false,
    }),
    allow: optional(list(string('As leader.'), 'Guards that are overruled: then it is one (guard leader).')),
  }),
  results: { leader: 'The name of the leader; empty where none was needed.' },
  examples: [{}, { timeout: '90s' }],

  async read(_host, { timeout, mending, allow }, tools) {
    const dm = dmOf(tools)
    if (mending && (await leftOut(dm, tools))) return { leader: '' }
    const longestMs = allow?.includes('leader') ? overruledMs : durationMs(timeout, tools.waitTimeoutMs)
    const patience = { what: 'find a leader', timeoutMs: longestMs, intervalMs: 100 }
    let before: string | null = null
    const leader = poll(tools, patience, async () => {
      const found = await agreedLeader(dm)
      const again = found.kind === 'done' && !found.value.unanimous && found.value.leader !== before
      before = found.kind === 'done' ? found.value.leader : null
      return again ? notYet(`${before} leads; looking once more`) : leaderIn(found)
    })
    return allow ? leader.catch((thrown: unknown) => noneFound(thrown, { allow, tools })) : leader
  },
})

/** As the guard that it is then: names the way on, and what overrules it. */
function noneFound(thrown: unknown, { allow, tools }: { allow: readonly string[]; tools: Tools }): { leader: string } {
  if (!(thrown instanceof ModuleError)) throw thrown
  const hint = `bring the dm-masters back first: dmbook start ${tools.cluster?.name ?? ''}`.trim()
  refuse(tools, { guard: 'leader', allow, message: thrown.message, hint })
  return { leader: '' }
}

/** A master is down that the record says to bring back. */
async function leftOut({ masters }: DmApi, tools: Tools): Promise<boolean> {
  const meta = await recordOf(tools)
  return masters.some((address) => withdrawalOf(meta, address).out === true)
}

export function dmOf({ dm }: Tools): DmApi {
  if (dm) return dm
  throw new ModuleError('cannot ask DM as this run has no cluster with masters')
}

const leaderIn = (found: Look<Agreement>): Look<{ leader: string }> =>
  found.kind === 'done' ? done({ leader: found.value.leader }) : found

export interface Agreement {
  readonly leader: string
  /** every master answered */
  readonly unanimous: boolean
}

/** Asks every master once. */
export async function agreedLeader(dm: DmApi): Promise<Look<Agreement>> {
  const answers = await Promise.allSettled(dm.masters.map((address) => dm.membersFrom(address)))
  const said = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.leader] : []))
  const [leader = null] = said
  if (leader === null || said.some((other) => other !== leader)) return notYet(disagreement(said))
  const needed = Math.min(2, dm.masters.length)
  const unanimous = said.length === dm.masters.length
  return said.length >= needed
    ? done({ leader, unanimous })
    : notYet(`${said.length} of ${dm.masters.length} masters answers`)
}

function disagreement(said: readonly (string | null)[]): string {
  if (said.length === 0) return 'no master answers'
  const names = [...new Set(said.map((name) => name ?? 'nobody'))]
  return names.length === 1 ? 'there is no leader' : `masters name ${names.join(' and ')}`
}
