// Takes leadership from one master before it stops, and lets it lead again. The flag is in that process's memory, shown
// by no API and cleared by a restart (dm/pkg/election/election.go): the cluster's record tells that it was set, written
// before the call, so that a run which is killed in between leaves no master that can never lead.

import type { Static } from 'typebox'
import { can } from '../dm/versions.js'
import type { DmApi } from '../hosts/dm_api.js'
import { withdrawalOf, withWithdrawal } from '../state/withdrawn.js'
import { agreedLeader, dmOf } from './dm_leader.js'
import { type Check, defineModule, differs, ModuleError, same } from './module.js'
import { choice, duration, durationMs, object, optional } from './params.js'
import { notYet, poll } from './poll.js'
import { changeRecord, recordOf } from './record_store.js'
import type { Tools } from './tools.js'

const params = object({
  state: choice(['evicted', 'eligible'], 'evicted: another master leads; eligible: it may lead.'),
  timeout: optional(duration('Longest wait for another leader; --wait-timeout when absent.')),
})
type Params = Static<typeof params>

export const dmLeadership = defineModule({
  kind: 'state',
  control: true,
  summary: 'Take leadership from this dm-master, or let it lead again.',
  description:
    'evicted: where it leads, or nobody is known to, it is told to hand over, and two masters must then agree on another ' +
    'leader; before v2.0.6 DM did not always obey, so there it is left alone. eligible: what evicted did is undone; a ' +
    'process that is gone has forgotten it. Asked from the control machine, of the host of the play.',
  params,
  results: { leader: 'Who leads, null where that is not known.' },
  examples: [{ state: 'evicted', timeout: '300s' }, { state: 'eligible' }],

  async check(_host, { state }, tools) {
    return state === 'evicted' ? checkEvicted(tools) : checkEligible(tools)
  },

  async apply(_host, want, tools) {
    const { address } = masterOf(tools)
    const { id } = tools.host
    if (want.state === 'evicted') {
      await changeRecord(tools, (meta) => withWithdrawal(meta, id, { kind: 'evicted', on: true }))
      await dmOf(tools).evict(address)
      await anotherLeads(want, tools)
      return
    }
    await dmOf(tools).cancelEvict(address)
    await changeRecord(tools, (meta) => withWithdrawal(meta, id, { kind: 'evicted', on: false }))
  },
})

/** What does not answer cannot be told: a killed run may have stopped it, and with it the quorum. */
async function checkEvicted(tools: Tools): Promise<Check> {
  const { member, address } = masterOf(tools)
  const leader = await leaderNow(dmOf(tools))
  if (leader !== null && leader !== member) return same({ leader })
  const obeys = can((await recordOf(tools)).version, 'evictLeader')
  const answers = obeys && (await dmOf(tools).status(address)) !== null
  return answers ? differs(`${member} hands leadership over`) : same({ leader })
}

/** What does not answer has no flag that could be cleared; the note stays until it does, or is settled by a later run. */
async function checkEligible(tools: Tools): Promise<Check> {
  const { member, address } = masterOf(tools)
  const { evicted = false } = withdrawalOf(await recordOf(tools), tools.host.id)
  if (!evicted || (await dmOf(tools).status(address)) === null) return same({ leader: null })
  return differs(`${member} may lead again`)
}

async function anotherLeads({ timeout }: Params, tools: Tools): Promise<void> {
  const { member } = masterOf(tools)
  const timeoutMs = durationMs(timeout, tools.waitTimeoutMs)
  const hint = 'look at the logs of the other masters; --transfer-timeout waits longer'
  await poll(tools, { what: `hand leadership over from ${member}`, timeoutMs, intervalMs: 100, hint }, async () => {
    const found = await agreedLeader(dmOf(tools))
    return found.kind === 'done' && found.value.leader === member ? notYet(`${member} still leads`) : found
  })
}

async function leaderNow(dm: DmApi): Promise<string | null> {
  const found = await agreedLeader(dm)
  return found.kind === 'done' ? found.value.leader : null
}

function masterOf({ host }: Tools): { readonly member: string; readonly address: string } {
  const { member, role, id, vars } = host
  if (role === 'dm-master' && member !== null) return { member, address: String(vars.api_address ?? id) }
  throw new ModuleError(`cannot change who leads as ${id} is no dm-master: ${role}`)
}
