// `config export NAME DIR` and `config import NAME DIR`: the playbooks below playbooks/config, by their second word.

import type { Command } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { playbook } from './playbook.js'

export const config: Command = {
  async run(invocation) {
    const [what = '', ...args] = invocation.args
    if (what !== 'export' && what !== 'import')
      throw new DmbookError(`cannot ${what} a configuration as it can be exported or imported only`, {
        code: 'E-USAGE',
        exit: 'input',
        hint: 'dmbook config export NAME DIR, or dmbook config import NAME DIR',
      })
    return playbook.run({ ...invocation, args, options: { ...invocation.options, verb: `config/${what}` } })
  },
}
