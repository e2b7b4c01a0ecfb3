// Whether the cluster takes new members now. etcd takes no new master while one of its own does not answer or another has
// begun to join and never finished (dm-runtime §2.6); such a one may be among those that are to join, from a run before.

import type { Static } from 'typebox'
import Type from 'typebox'
import type { Members } from '../hosts/dm_api.js'
import type { Json } from '../language/inventory.js'
import { dmOf } from './dm_leader.js'
import { defineModule, ModuleError } from './module.js'
import { list, object } from './params.js'

/** What is read of a host of the inventory. */
interface Joining {
  readonly id: string
  readonly role: 'dm-master' | 'dm-worker'
  readonly member: string
  readonly vars: { readonly peer_url: string | null; readonly [key: string]: Json }
}

const params = object({
  hosts: list(Type.Unsafe<Joining>({ type: 'object' }), 'Hosts of the inventory that are to join.'),
})

export const dmJoinable = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail unless the cluster takes new members, naming all that is in the way.',
  description:
    'Asks for a leader. For masters also: that every master answers, and that none has begun to join but those that are ' +
    'given. No name may be registered at another address.',
  params,
  results: { leader: 'The name of the leader.' },
  examples: [
    {
      hosts: [
        { id: '172.19.0.104:8261', role: 'dm-master', member: 'dm-4', vars: { peer_url: 'http://172.19.0.104:8291' } },
      ],
    },
  ],

  async read(_host, { hosts }, tools) {
    const members = await dmOf(tools).members()
    const troubles = troublesOf(members, hosts)
    if (troubles.length === 0) return { leader: members.leader }
    throw new ModuleError(`cannot add members now as ${troubles.join('; ')}`, {
      code: 'E-MEMBERS',
      result: { troubles },
    })
  },
})

function troublesOf(members: Members, hosts: Static<typeof params>['hosts']): string[] {
  const masters = hosts.filter(({ role }) => role === 'dm-master')
  return [
    ...(members.leader === null ? ['there is no leader'] : []),
    ...(masters.length > 0 ? members.masters.flatMap((found) => masterTrouble(found, masters)) : []),
    ...members.workers.flatMap(({ name, address }) =>
      hosts
        .filter(({ role, member, id }) => role === 'dm-worker' && member === name && id !== address)
        .map(() => `the worker ${name} is registered at ${address}`),
    ),
  ]
}

function masterTrouble({ name, alive, peerUrls }: Members['masters'][number], masters: readonly Joining[]): string[] {
  const own = masters.some(({ vars }) => vars.peer_url !== null && peerUrls.includes(vars.peer_url))
  if (own) return []
  if (name === '') return [`a master at ${peerUrls.join(', ')} has begun to join: finish its scale-out first`]
  if (masters.some(({ member }) => member === name))
    return [`the master ${name} is registered at ${peerUrls.join(', ')}`]
  return alive ? [] : [`the master ${name} does not answer: start it, or remove it first`]
}
