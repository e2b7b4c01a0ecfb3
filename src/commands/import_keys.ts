// The private keys that Ansible logged in with, as far as they lie here: one that others may read is said. ssh itself
// would not use it, so that it cannot have worked as it lies there.

import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import type { LegacyProcess } from '../dm/legacy/process.js'

/** One sentence for each key; those that are not there say nothing. */
export async function openKeys(
  processes: readonly LegacyProcess[],
  { cwd, userHome }: Pick<Invocation['settings'], 'cwd' | 'userHome'>,
): Promise<string[]> {
  const named = [...new Set(processes.flatMap(({ key }) => key ?? []))]
  const found = await Promise.all(
    named.map(async (key) => {
      const path = key.startsWith('~/') ? join(userHome, key.slice(2)) : resolve(cwd, key)
      const mode = await stat(path).then(
        (file) => file.mode & 0o777,
        () => 0,
      )
      return (mode & 0o077) === 0 ? [] : [`the private key ${path} may be read by others: chmod 600 ${path}`]
    }),
  )
  return found.flat()
}
