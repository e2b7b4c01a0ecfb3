// Removes a member's registration, and looks at the list afterwards. DM is asked over HTTP; a name with a colon, which
// its gateway takes for a verb (dm-runtime §1.5), is removed by DM's own client.

import type { Static } from 'typebox'
import { DmApiError } from '../hosts/dm_client.js'
import type { Writer } from '../hosts/host.js'
import { dmOf } from './dm_leader.js'
import { knownMembers } from './dm_member.js'
import { callDmctl } from './dmctl_call.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { choice, object, string } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'
import type { Tools } from './tools.js'

const params = object({
  name: string('The name that DM has registered.'),
  role: choice(['dm-master', 'dm-worker'], 'What it is.'),
  state: choice(['absent'], 'Whether it is registered.', { default: 'absent' }),
})
type Params = Static<typeof params>

export const dmRegistration = defineModule({
  kind: 'state',
  control: true,
  summary: 'Remove the registration of a master or worker.',
  description:
    'A worker must be offline: DM refuses one that it counts as online. A master should still run: its vote is needed ' +
    'where two are left; it shuts its store down by itself. Success is a list of members without it.',
  params,
  examples: [{ name: 'worker-1', role: 'dm-worker' }],

  async check(_host, { name, role }, tools) {
    const members = await knownMembers(dmOf(tools))
    if (typeof members === 'string') return blocked(`cannot tell whether ${name} is registered as ${members}`)
    const list = role === 'dm-master' ? members.masters : members.workers
    return list.some((member) => member.name === name) ? differs(`remove ${role} ${name} from the members`) : same()
  },

  async apply(host, want, tools) {
    await unregister(host, want, tools)
  },
})

/** Resolves when the list is without it. */
export async function unregister(host: Writer, want: Pick<Params, 'name' | 'role'>, tools: Tools): Promise<void> {
  const dm = dmOf(tools)
  const { name, role } = want
  const kind = role === 'dm-master' ? 'master' : 'worker'
  const remove = name.includes(':') ? () => byClient(host, { name, kind }, tools) : () => dm.offline(kind, name)
  const trying = { what: `remove ${name} from the members`, timeoutMs: unsettledMs, intervalMs: 500 }
  await poll(tools, trying, () => unlessUnsettled(remove))
  const patience = { what: `see ${name} gone`, timeoutMs: tools.waitTimeoutMs, intervalMs: 200 }
  await poll(tools, patience, async () => {
    const members = await knownMembers(dm)
    if (typeof members === 'string') return notYet(members)
    const list = kind === 'master' ? members.masters : members.workers
    return list.some((member) => member.name === name) ? notYet(`${name} is still listed`) : done(true)
  })
}

/** etcd refuses to change its members until all of them have been connected for 5 s (its HealthInterval). */
const unsettledMs = 15_000

/** What DM refuses with a number of its own it refuses for good; etcd's refusals have none. */
async function unlessUnsettled(remove: () => Promise<void>): Promise<Look<true>> {
  try {
    await remove()
    return done(true)
  } catch (thrown) {
    if (thrown instanceof DmApiError && thrown.dmCode === null) return notYet(thrown.message)
    throw thrown
  }
}

/** The list that is looked at afterwards tells whether it did. */
async function byClient(host: Writer, { name, kind }: { name: string; kind: string }, tools: Tools): Promise<void> {
  const { ok, code, text } = await callDmctl(host, ['offline-member', `--${kind}`, '--name', name], tools)
  if (ok || code === 46004 || code === 38048) return
  throw new ModuleError(`cannot remove the registration of ${name} as DM refuses it`, { detail: text })
}
