// `check NAME|FILE`: what a deploy looks at before it changes anything, of a cluster or of a topology. It is the plan of
// a playbook that only looks: no lock, nothing kept, not even the host keys that were accepted.

import type { Command } from '../cli/io.js'
import { runPlaybook } from './playbook.js'
import { realWorld } from './real_world.js'

export const check: Command = {
  run: (invocation) => runPlaybook({ ...invocation, options: { ...invocation.options, plan: true } }, realWorld()),
}
