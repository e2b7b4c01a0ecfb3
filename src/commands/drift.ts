// `drift NAME`: how the machines of a cluster differ from its record. It is the plan of a playbook that only looks: no
// lock, nothing kept. With --exit-code it ends with 3 where something differs, so that a script can watch for it.

import type { Command } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import type { Event, Listener } from '../core/event.js'
import { runPlaybook } from './playbook.js'
import { realWorld } from './real_world.js'

export const drift: Command = {
  async run(invocation) {
    const differing = new Differing()
    const options = { ...invocation.options, plan: true }
    const exit = await runPlaybook({ ...invocation, options }, realWorld(), differing.listener)
    return exit === exitCodes.ok && invocation.options.exit_code === true && differing.count > 0
      ? exitCodes.differs
      : exit
  },
}

/** Counts what a plan found to be different, once for each task on each host. */
export class Differing {
  readonly #seen = new Set<string>()
  readonly listener: Listener = (event: Event) => {
    if (event.kind === 'host_finished' && event.outcome.kind === 'changed')
      this.#seen.add(`${event.host} ${event.task.id}`)
  }

  get count(): number {
    return this.#seen.size
  }
}
