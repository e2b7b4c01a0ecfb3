// Runs the built program and does something when it is about to do a task: what nobody expects happens then.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Event } from '../../src/core/event.js'
import { root } from '../shape/imports.js'
import type { Embedded } from './embedded.js'

interface Instant {
  readonly task: string
  readonly host?: string
}

export interface EndedAmid {
  readonly code: number
  readonly err: string
  readonly events: readonly Event[]
}

/** Types `dmbook WORDS --json`; `act` is called once, and must have been when it ends. */
export async function amid(
  { home }: Pick<Embedded, 'home'>,
  { words, before }: { words: readonly string[]; before: Instant },
  act: (child: ChildProcess) => void,
): Promise<EndedAmid> {
  const child = spawn(process.execPath, [join(root, 'dist', 'dmbook.js'), ...words, '--json'], {
    cwd: root,
    env: { ...process.env, DMBOOK_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const events: Event[] = []
  let err = ''
  let acted = false
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString()
  })
  createInterface(child.stdout).on('line', (line) => {
    const event: Event | null = line.startsWith('{"') ? JSON.parse(line) : null
    if (event) events.push(event)
    if (acted || event?.kind !== 'host_applying' || event.task.name !== before.task) return
    if (before.host !== undefined && before.host !== event.host) return
    acted = true
    act(child)
  })
  const [code] = await once(child, 'close')
  if (!acted) throw new Error(`never: ${before.task}\n${err}`)
  return { code: Number(code ?? -1), err, events }
}

/** What it changed, as `host: task`. */
export const changesOf = ({ events }: EndedAmid): string[] =>
  events.flatMap((event) =>
    event.kind === 'host_finished' && event.outcome.kind === 'changed' ? [`${event.host}: ${event.task.name}`] : [],
  )
