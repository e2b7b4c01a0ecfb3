// Counting: what a majority is, what it has, and which changes of membership would cost it.

import type { Member } from './state.js'

export function majority(count: number): number {
  return Math.floor(count / 2) + 1
}

/** The largest value that a majority has reached. */
export function reachedByMajority(values: readonly number[]): number {
  const descending = values.toSorted((a, b) => b - a)
  return descending[majority(values.length) - 1] ?? Number.NEGATIVE_INFINITY
}

/** etcd adds a member only while all others answer and enough have started; '' = allowed. */
export function whyNotAdd(members: readonly Member[], active: ReadonlySet<string>): string {
  if (members.some((member) => !active.has(member.id))) return 'etcdserver: unhealthy cluster'
  const started = members.filter((member) => member.name !== '').length
  if (started < majority(members.length + 1) && members.length > 1) {
    return 'etcdserver: re-configuration failed due to not enough started members'
  }
  return ''
}

/** etcd refuses a removal after which those that answer are no majority; '' = allowed. */
export function whyNotRemove(
  members: readonly Member[],
  { active, id }: { readonly active: ReadonlySet<string>; readonly id: string },
): string {
  const rest = members.filter((member) => member.id !== id)
  if (rest.length === 0) return 'etcdserver: re-configuration failed due to not enough started members'
  const answering = rest.filter((member) => active.has(member.id)).length
  return answering < majority(rest.length) ? 'etcdserver: unhealthy cluster' : ''
}
