// The list of masters. Whether a removal or an addition would cost the quorum is checked by the coordinator,
// which alone knows who answers (etcd's strict reconfiguration check).

import { dmError } from '../dm_error.js'
import type { Member, State } from './state.js'

export type MemberChange =
  | { readonly kind: 'add_member'; readonly id: string; readonly name: string; readonly peerUrls: readonly string[] }
  | { readonly kind: 'publish'; readonly id: string; readonly name: string; readonly clientUrls: readonly string[] }
  | { readonly kind: 'remove_member'; readonly name: string }

type Of<K> = Extract<MemberChange, { kind: K }>

export const memberChanges = {
  /** DM's own checks before a join (dm/master/etcd.go): a nameless member or the own name stop it. */
  add_member: (state: State, { id, name, peerUrls }: Of<'add_member'>): State => {
    if (state.members.some((member) => member.name === '')) {
      throw dmError(38040, 'there is a member that has not joined successfully, continue the join or remove it')
    }
    if (state.members.some((member) => member.name === name)) {
      throw dmError(38040, `missing data or joining a duplicate member ${name}`)
    }
    return { ...state, members: [...state.members, { id, name: '', peerUrls, clientUrls: [] }] }
  },

  /** A member that has started tells its name and where clients find it. */
  publish: (state: State, { id, name, clientUrls }: Of<'publish'>): State => ({
    ...state,
    members: state.members.map((member) => (member.id === id ? { ...member, name, clientUrls } : member)),
  }),

  /** By name, as DM does; its place in the queue for leadership goes first. */
  remove_member: (state: State, { name }: Of<'remove_member'>): State => {
    const member = namedMember(state, name)
    return {
      ...state,
      members: state.members.filter((other) => other !== member),
      removed: [...state.removed, member.id],
      candidates: state.candidates.filter((candidate) => candidate.name !== name),
    }
  },
}

/** Throws 38048 for an unknown name; the empty one is unknown too, as measured (dm-runtime §10). */
export function namedMember(state: State, name: string): Member {
  const member = state.members.find((other) => other.name === name && name !== '')
  if (member === undefined) throw dmError(38048, name)
  return member
}
