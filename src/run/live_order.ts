// The order in which hosts that are left come into the next batch: as things are just now, not as they were planned.

import type { Host } from '../language/inventory.js'
import type { Play } from '../language/playbook.js'
import type { RunContext } from './context.js'
import type { Frame } from './frame.js'
import type { PlayRun } from './play_run.js'

interface Around {
  readonly play: Pick<Play, 'order' | 'last'>
  readonly run: Pick<PlayRun, 'scope'> & { readonly context: Pick<RunContext, 'down' | 'lost'> }
  readonly frame: Frame
}

/** Hosts that are down first where the play says so; those of `last` at the end; the others as they were. */
export async function liveOrder(hosts: readonly Host[], { play, run, frame }: Around): Promise<readonly Host[]> {
  const { order, last } = play
  const { context } = run
  const down = order === 'down_first' ? await context.down(hosts) : new Set<string>()
  const rank = (host: Host): number => {
    if (context.lost(host)) return 0
    if (last && last.evaluate(run.scope(frame, host)) === true) return 2
    return down.has(host.id) ? 0 : 1
  }
  return hosts
    .map((host) => ({ host, rank: rank(host) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ host }) => host)
}
