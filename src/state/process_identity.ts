// Which process this is, so that a later one can tell whether it still lives: a number alone is used again.

import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * `started` are clock ticks since boot (/proc/PID/stat); null where /proc is not there. `machine` is /etc/machine-id:
 * machines that share a state folder may share a name. Null, or absent in an older record, where there is none.
 */
export interface ProcessIdentity {
  readonly pid: number
  readonly machine?: string | null
  readonly boot: string | null
  readonly started: string | null
}

export function processIdentity(pid: number): ProcessIdentity {
  const boot = textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? null
  return { pid, machine: machineId(), boot, started: startedTicks(pid) }
}

const machineId = (): string | null => textOf('/etc/machine-id')?.trim() || null

/** How a process is that said on which host it runs. Of one on another machine nothing can be seen from here. */
export function whereabouts({ host, ...identity }: ProcessIdentity & { readonly host: string }): Whereabouts {
  const here = machineId()
  const sameMachine = here === null || (identity.machine ?? here) === here
  if (host !== hostname() || !sameMachine) return 'elsewhere'
  return lives(identity) ? 'alive' : 'dead'
}

export type Whereabouts = 'alive' | 'dead' | 'elsewhere'

/** Whether the process still runs on this machine. In doubt it does: nobody is robbed of a lock. */
export function lives({ pid, boot, started }: ProcessIdentity): boolean {
  const now = processIdentity(pid)
  if (boot !== null && now.boot !== null && boot !== now.boot) return false
  if (started !== null && now.boot !== null) return now.started === started
  return signalled(pid)
}

function signalled(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

/** Field 22; the name before it may hold blanks and brackets. A zombie has ended. */
function startedTicks(pid: number): string | null {
  const text = textOf(`/proc/${pid}/stat`)
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields && fields[0] !== 'Z' ? (fields[19] ?? null) : null
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
