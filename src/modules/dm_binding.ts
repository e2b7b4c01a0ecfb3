// Hands a source to another worker before its own is stopped: the first free one of those that are named.

import type { Static } from 'typebox'
import type { Members } from '../hosts/dm_api.js'
import { dmOf } from './dm_leader.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { moveSource } from './move_source.js'
import { list, object, string } from './params.js'

const params = object({
  source: string('The id of the source.'),
  to: list(string('The name that DM has registered.'), 'Workers that may have it, the dearest first.'),
})
type Params = Static<typeof params>

export const dmBinding = defineModule({
  kind: 'state',
  control: true,
  summary: 'Hand a source to one of these workers.',
  description:
    'Nothing is done where one of them has it. Else the first that is free gets it, by transfer-source. Where DM refuses to ' +
    'move it while its tasks run, they are paused for that moment and resumed. Refused while a task is in dump or load, ' +
    'and where a relay log is written for it. Success is the source bound there and every task that ran running again.',
  params,
  examples: [{ source: 'mysql-01', to: ['worker-3', 'worker-2'] }],

  async check(_host, want, tools) {
    const { workers } = await dmOf(tools).members()
    const holder = workers.find(({ source, stage }) => source === want.source && stage === 'bound')?.name ?? null
    if (holder !== null && want.to.includes(holder)) return same()
    const next = freeOf(want, workers)
    if (next !== null) return differs(`${want.source} moves from ${holder ?? 'no worker'} to ${next}`)
    return blocked(
      `cannot move ${want.source} as none of ${want.to.join(', ') || 'no workers'} is free`,
      '--workers stay',
    )
  },

  async apply(host, want, tools) {
    const next = freeOf(want, (await dmOf(tools).members()).workers)
    if (next === null) throw new ModuleError(`cannot move ${want.source} as no worker is free any more`)
    await moveSource(host, { source: want.source, worker: next }, tools)
  },
})

const freeOf = ({ to }: Params, workers: Members['workers']): string | null =>
  to.find((name) => workers.some((worker) => worker.name === name && worker.stage === 'free')) ?? null
