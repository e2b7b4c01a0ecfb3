// Removes what DM has registered and the topology does not have: left by a forced removal, or by a node that is gone.
// Only what is dead: one that answers was made by somebody, or by a scale-out that is not finished.

import { count, listed } from '../core/text.js'
import type { Members } from '../hosts/dm_api.js'
import { dmOf } from './dm_leader.js'
import { knownMembers } from './dm_member.js'
import { unregister } from './dm_registration.js'
import { blocked, defineModule, differs, same } from './module.js'
import { list, object, string } from './params.js'

export const dmRegistrations = defineModule({
  kind: 'state',
  control: true,
  summary: 'Remove registrations that nothing of the topology stands behind.',
  description:
    'Masters that do not answer, and workers that are offline, whose names are not given. One that is alive is refused, ' +
    "and so is a master that began to join and never finished: it has no name, and DM's API removes by name.",
  params: object({
    masters: list(string('A name.'), 'The masters that stay.'),
    workers: list(string('A name.'), 'The workers that stay.'),
  }),
  examples: [{ masters: ['dm-1', 'dm-2', 'dm-3'], workers: ['worker-1'] }],

  async check(_host, want, tools) {
    const members = await knownMembers(dmOf(tools))
    if (typeof members === 'string') return blocked(`cannot tell who is registered as ${members}`)
    const strays = straysIn(members, want)
    const alive = strays.filter((stray) => stray.alive || stray.name === '')
    if (alive.length > 0) return blocked(refusal(alive), 'finish its scale-out by the same command, or stop it first')
    if (strays.length === 0) return same()
    return differs(...strays.map(({ role, name }) => `remove ${role} ${name} from the members`))
  },

  async apply(host, want, tools) {
    const members = await dmOf(tools).members()
    for (const stray of straysIn(members, want)) await unregister(host, stray, tools)
  },
})

interface Stray {
  readonly role: 'dm-master' | 'dm-worker'
  readonly name: string
  readonly alive: boolean
  readonly shown: string
}

function straysIn({ masters, workers }: Members, want: { masters: string[]; workers: string[] }): Stray[] {
  return [
    ...masters
      .filter(({ name }) => !want.masters.includes(name))
      .map(({ name, alive, peerUrls }): Stray => {
        const shown = name === '' ? `a master at ${peerUrls.join(', ')} that has not joined` : `dm-master ${name}`
        return { role: 'dm-master', name, alive, shown }
      }),
    ...workers
      .filter(({ name }) => !want.workers.includes(name))
      .map(({ name, stage }): Stray => {
        return { role: 'dm-worker', name, alive: stage !== 'offline', shown: `dm-worker ${name} (${stage})` }
      }),
  ]
}

const refusal = (alive: readonly Stray[]): string =>
  `cannot remove ${count(alive.length, 'registration')} that the topology does not have as DM counts on ` +
  `${alive.length === 1 ? 'it' : 'them'}: ${listed(alive.map(({ shown }) => shown))}`
