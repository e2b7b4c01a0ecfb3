// etcd's strict check of membership changes, asked before they are carried out.

import { DmError } from '../dm_error.js'
import type { Change } from './change.js'
import { namedMember } from './member_changes.js'
import { whyNotAdd, whyNotRemove } from './quorum.js'
import type { State } from './state.js'

/** Null where the change may go on. `active` are the ids of the members that answer, the coordinator's included. */
export function reconfigurationRefusal(
  state: State,
  { change, active }: { readonly change: Change; readonly active: ReadonlySet<string> },
): DmError | null {
  const why = reason(state, change, active)
  return why === '' ? null : new DmError(0, why)
}

function reason(state: State, change: Change, active: ReadonlySet<string>): string {
  if (change.kind === 'add_member') {
    const nameless = state.members.some((member) => member.name === '' || member.name === change.name)
    return nameless ? '' : whyNotAdd(state.members, active)
  }
  if (change.kind === 'remove_member') {
    return whyNotRemove(state.members, { active, id: namedMember(state, change.name).id })
  }
  return ''
}
