// Which process this is, so that a later one can tell whether it still lives: a number alone is used again.

import { readFileSync } from 'node:fs'

/** `started` are clock ticks since boot (/proc/PID/stat); null where /proc is not there. */
export interface ProcessIdentity {
  readonly pid: number
  readonly boot: string | null
  readonly started: string | null
}

export function processIdentity(pid: number): ProcessIdentity {
  return { pid, boot: textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? null, started: startedTicks(pid) }
}

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
