// The task store of a dm-worker 1.0 on the disk, as the worker itself and the kernel's upgrade meet it.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type V1Task, v1TaskFiles, v1Tasks } from '../../core/v1_tasks.js'

/** Empty where there is none: the kernel's upgrade takes that for a worker without tasks. */
export function readTaskStore(folder: string): V1Task[] {
  if (!existsSync(folder)) return []
  return v1Tasks(new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])))
}

export function writeTaskStore(folder: string, tasks: readonly V1Task[], version: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, bytes] of v1TaskFiles(tasks, version)) writeFileSync(join(folder, name), bytes, { mode: 0o600 })
}

/** A store without tasks, where there is none yet. */
export function keepTaskStore(folder: string, version: string): void {
  if (!existsSync(folder)) writeTaskStore(folder, [], version)
}
