// `meta export NAME --tiup`: what dmbook keeps of a cluster, for others.

import type { Command } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { exportMeta } from './meta_export.js'

const ways: Readonly<Record<string, Command['run']>> = { export: exportMeta }

export const meta: Command = {
  async run(invocation) {
    const [what = '', ...args] = invocation.args
    const way = ways[what]
    if (way) return way({ ...invocation, args })
    throw new DmbookError(`cannot ${what} a record as it can be exported only`, {
      code: 'E-USAGE',
      exit: 'input',
      hint: 'dmbook meta export NAME --tiup',
    })
  },
}
