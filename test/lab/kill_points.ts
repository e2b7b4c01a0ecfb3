// kill -9 of the built program at the n-th thing that it is about to change, on real hosts.

import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Event } from '../../src/core/event.js'
import type { LabCluster } from './cluster.js'
import type { Ended } from './lab.js'

export interface Point {
  readonly number: number
  /** what it was about to do; null where it ended before */
  readonly before: string | null
}

/**
 * Does something when the n-th change is announced (counted from 1) by a program that was started with --json; it goes on
 * meanwhile.
 */
export async function atChange(
  child: ChildProcessByStdio<null | Writable, Readable, Readable>,
  { number, act }: { readonly number: number; readonly act: (pid: number) => void },
): Promise<Point & Pick<Ended, 'code' | 'err'>> {
  let [announced, before, err]: [number, string | null, string] = [0, null, '']
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  createInterface(child.stdout).on('line', (line) => {
    const event: Event | null = line.startsWith('{"') ? JSON.parse(line) : null
    if (event?.kind !== 'host_applying') return
    announced += 1
    if (announced !== number) return
    before = `${event.host}: ${event.task.name}`
    act(child.pid ?? 0)
  })
  const [code] = await once(child, 'close')
  return { number, before, code, err }
}

/** Kills it, with its children, there. */
export const killedAt = (it: LabCluster, words: readonly string[], number: number): Promise<Point> =>
  atChange(it.start([...words, '--json']), { number, act: (pid) => process.kill(-pid, 'SIGKILL') })

/** Runs it to its end; gives how many changes it announced. */
export async function changesOf(it: LabCluster, words: readonly string[]): Promise<number> {
  const out = await it.done([...words, '--json'])
  return out.split('\n').filter((line) => line.includes('"kind":"host_applying"')).length
}
