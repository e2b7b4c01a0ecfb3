// Whether machines are who they are taken for: two addresses that lead to one machine, an address that leads to another
// machine than the cluster was laid down on. The host key cannot tell either: keys are copied with disk images.

import { DmbookError } from '../core/error.js'
import type { Facts } from '../hosts/host.js'
import type { Machine } from '../language/inventory.js'

export interface Reached {
  readonly machine: Machine
  readonly facts: Facts
}

/** Of machines over SSH, each by the same kind of login. Clones that kept their machine-id differ by boot-id. */
export function identityProblems(reached: readonly Reached[]): DmbookError[] {
  const remote = reached.filter(({ machine }) => machine.reach.kind === 'ssh')
  const first = new Map<string, string>()
  return remote.flatMap(({ machine, facts }) => {
    const other = otherMachine(machine, facts)
    if (other) return other
    const identity = identityOf({ machine, facts })
    if (identity === null) return []
    const twin = first.get(identity)
    first.set(identity, twin ?? machine.id)
    return twin === undefined ? [] : sameMachine(twin, machine, facts)
  })
}

/** Null where the machine does not say who it is. Another user on the same machine is another host. */
function identityOf({ machine: { reach }, facts }: Reached): string | null {
  const { machine_id: machine, boot_id: boot, uid } = facts
  const login = reach.kind === 'ssh' ? reach.login : ''
  return machine === '' || boot === '' ? null : `${login} ${machine} ${boot} ${uid}`
}

function otherMachine({ id, machineId }: Machine, { machine_id: found, hostname }: Facts): DmbookError | null {
  if (machineId === undefined || found === '' || found === machineId) return null
  return new DmbookError(
    `cannot use ${id} as it is another machine than the cluster was laid down on: its machine-id is ${found} (${hostname}), recorded is ${machineId}`,
    {
      code: 'E-IDENTITY',
      exit: 'identity',
      hint: 'does the address lead where it should? A machine that was replaced is scaled in, then out again',
    },
  )
}

function sameMachine(one: string, { id }: Machine, { hostname, machine_id: machineId }: Facts): DmbookError {
  return new DmbookError(
    `cannot use both ${one} and ${id} as they are one machine: ${hostname}, machine-id ${machineId}`,
    {
      code: 'E-IDENTITY',
      exit: 'identity',
      hint: 'name it by one address only',
    },
  )
}
