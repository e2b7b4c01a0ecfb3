// Whom a task acts as: what the playbook says nearest to it, else what the inventory says of the machine. So, other than
// in Ansible, `become: false` on a task is the last word, also where a host has ansible_become.

import type { Machine } from '../language/inventory.js'
import type { Scope } from '../language/playbook.js'
import { evaluate } from '../language/values.js'
import type { Frame } from './frame.js'

/** The user to become, or null: whoever is logged in. */
export function userOf(
  { become, becomeUser }: Pick<Frame, 'become' | 'becomeUser'>,
  { scope, machine }: { scope: Scope; machine: Pick<Machine, 'become'> | undefined },
): string | null {
  const becomes = become ? evaluate(become, scope) : (machine?.become ?? false)
  if (becomes !== true) return null
  return becomeUser ? String(evaluate(becomeUser, scope)) : 'root'
}
