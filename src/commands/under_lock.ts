// A change of a cluster's record by a verb without a playbook: under the same lock as every run.

import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { acquireLock } from '../state/lock.js'
import type { OpenCluster } from './cluster.js'

/** Throws E-LOCKED (exit locked) where somebody else changes the cluster. */
export async function underLock<T>(
  { commandLine, settings: { user } }: Pick<Invocation, 'commandLine' | 'settings'>,
  { state, store, world }: Pick<OpenCluster, 'state' | 'store' | 'world'>,
  body: () => Promise<T>,
): Promise<T> {
  const path = join(state.locks, `${store.name}.lock`)
  const lock = await acquireLock(path, { command: commandLine, user, now: world.clock.now() })
  try {
    return await body()
  } finally {
    await lock.release()
  }
}
