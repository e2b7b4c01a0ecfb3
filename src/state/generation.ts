// The number by which runs of a cluster are told apart: each that takes the lock gets a greater one. It lies beside the
// lock, outlives the cluster, and only its holder writes it.

import { readText, writeFileAtomic } from './files.js'

/** The file of a machine by which runs of a cluster fence each other out. */
export const markName = (clusterId: string): string => `.dmbook-generation-${clusterId}`

/** A number greater than all that were given out for this lock, and than `above`. Durable when it resolves. */
export async function nextGeneration(lock: string, above = 0): Promise<number> {
  const path = `${lock}.generation`
  const last = Number(((await readText(path)) ?? '').trim())
  const next = Math.max(Number.isSafeInteger(last) ? last : 0, above) + 1
  await writeFileAtomic(path, `${next}\n`)
  return next
}
