// What dmbook keeps of a cluster: `meta backup NAME [FILE]` and `meta restore NAME FILE` as one file and back,
// `meta export NAME --tiup` for others.

import type { Command } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { backupMeta } from './meta_backup.js'
import { exportMeta } from './meta_export.js'
import { restoreMeta } from './meta_restore.js'

const ways: Readonly<Record<string, Command['run']>> = { backup: backupMeta, export: exportMeta, restore: restoreMeta }

export const meta: Command = {
  async run(invocation) {
    const [what = '', ...args] = invocation.args
    const way = ways[what]
    if (way) return way({ ...invocation, args })
    throw new DmbookError(`cannot ${what} a record as it can be backed up, restored or exported only`, {
      code: 'E-USAGE',
      exit: 'input',
      hint: 'dmbook meta backup NAME [FILE] | meta restore NAME FILE | meta export NAME --tiup',
    })
  },
}
