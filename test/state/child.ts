// Starts a program of this folder as a process of its own, to be raced or killed.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export function startChild(program: string, words: readonly string[]): ChildProcess {
  const file = join(import.meta.dirname, program)
  return spawn(process.execPath, ['--import', 'tsx', file, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Its exit code, null when a signal ended it. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}
