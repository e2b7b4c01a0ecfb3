// Names that DM registers: each once in its role, and none that its API cannot address.

import type { AnyInstance } from '../instance.js'
import type { Check, Finding } from './finding.js'

export const names: Check = ({ instances }) => {
  const members = instances.filter(({ member }) => member !== null)
  return [...members.flatMap(colon), ...members.flatMap((instance) => twice(instance, members))]
}

const path = (instance: AnyInstance) => [...instance.path, 'name']

/** DM's gateway takes what follows a colon for a verb, so such a member could never be removed. */
function colon(instance: AnyInstance): Finding[] {
  if (!instance.member?.includes(':')) return []
  const message = `name must not hold a colon, as DM's API could not remove the member: "${instance.member}"`
  return [{ severity: 'error', path: path(instance), message }]
}

function twice(instance: AnyInstance, members: readonly AnyInstance[]): Finding[] {
  const first = members.find(({ role, member }) => role === instance.role && member === instance.member)
  if (!first || first === instance) return []
  const message = `two instances of ${instance.role} have the name ${instance.member}`
  return [{ severity: 'error', path: path(instance), other: path(first), message }]
}
