// An attempt that is paused in its middle, as by SIGSTOP or a laptop's lid, and goes on later.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Ended } from './attempt.js'
import type { Lane } from './lane.js'
import type { Verb } from './verbs.js'

export interface Paused {
  /** the lock was its own when it was paused */
  readonly held: boolean
  /** at which boundary */
  readonly at: string
  /** Lets it go on to its end. */
  resume(): Promise<Ended>
}

interface Controller {
  readonly lane: Lane
  /** of the lane, and not the one that makes its other attempts; it can be paused again when it went on to its end */
  readonly child: ChildProcess
}

/** Null where it ended before the boundary with this number. */
export async function pausedAt({ lane, child }: Controller, verb: Verb, number: number): Promise<Paused | null> {
  const ended = once(child, 'message').then(([message]): Ended => message)
  child.send({ verb, killAt: { number, at: 'effects', signal: 'SIGSTOP' } })
  if ((await Promise.race([ended, stopped(child)])) !== null) return null
  const resume = (): Promise<Ended> => {
    child.kill('SIGCONT')
    return ended
  }
  return { held: holder(lane) === child.pid, at: lane.killedAt, resume }
}

async function stopped({ pid }: ChildProcess): Promise<null> {
  for (;;) {
    const [state] = statOf(pid).slice(-1)
    if (state === 'T' || state === '') return null
    await setTimeout(10)
  }
}

/** The letter behind the name that is in brackets; empty where the process is gone. */
function statOf(pid: number | undefined): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return [text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3)]
  } catch {
    return ['']
  }
}

function holder({ root }: Lane): number | null {
  try {
    const found: { pid: number } = JSON.parse(readFileSync(join(root, 'home/locks/c1.lock'), 'utf8'))
    return found.pid
  } catch {
    return null
  }
}
