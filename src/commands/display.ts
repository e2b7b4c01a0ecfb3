// `display NAME`: the cluster's head, a table of its instances, and what is not as it should be.
// Ends when the status timeout is over, however many hosts are dead.

import type { Command, Invocation } from '../cli/io.js'
import { time } from '../cli/settings.js'
import { exitCodes, inputError, type Problem } from '../core/error.js'
import { dmApi } from '../hosts/dm_client.js'
import type { Host } from '../language/inventory.js'
import { interruptedRun } from '../state/interrupted.js'
import { certificateEnd } from './certificate_end.js'
import { type OpenCluster, openCluster, selectedHosts } from './cluster.js'
import { clusterWorld } from './cluster_world.js'
import { deadlineFor } from './deadline.js'
import { type DisplayRow, displayJson } from './display_json.js'
import { displayLines } from './display_text.js'
import { reachNotes } from './reach_notes.js'
import { speaksTls } from './secured.js'
import { statuses } from './status.js'

export const display: Command = {
  async run(invocation) {
    const { io, options, settings } = invocation
    const timeoutMs = statusTimeout(invocation)
    const cluster = await openCluster(invocation)
    if (options.version === true) {
      io.say(cluster.meta.version)
      return exitCodes.ok
    }
    const world = await clusterWorld(invocation, cluster)
    const hosts = selectedHosts(cluster.inventory, options)
    const [rows, certificate] = await Promise.all([
      rowsOf({ ...cluster, world }, { hosts, timeoutMs }),
      certificateEnd(hosts, { folder: cluster.store.folder, timeoutMs: Math.min(timeoutMs, 2_000) }),
    ])
    const interrupted = await interruptedRun(cluster.state, cluster.meta.name)
    const { meta, store } = cluster
    const now = cluster.world.clock.now()
    const shown = { meta, folder: store.folder, rows, interrupted, now, certificate }
    if (settings.json) io.say(JSON.stringify(displayJson(shown), null, 2))
    else {
      const width = io.out.isTTY ? io.columns() : Number.POSITIVE_INFINITY
      const lines = displayLines(shown, { uptime: options.uptime === true, color: io.color, width })
      for (const line of lines) io.say(line)
    }
    const whole = rows.every(({ status }) => healthy(status.status))
    return options.exit_code === true && !whole ? exitCodes.failed : exitCodes.ok
  },
}

function statusTimeout({ options }: Invocation): number {
  const problems: Problem[] = []
  const ms = time(options, { name: 'status_timeout', fallbackMs: 10_000, problems })
  if (problems.length > 0) throw inputError('E-USAGE', problems)
  return ms
}

async function rowsOf(
  { dm, meta, world, inventory }: OpenCluster,
  { hosts, timeoutMs }: { hosts: readonly Host[]; timeoutMs: number },
): Promise<DisplayRow[]> {
  const notes = reachNotes(world.fetch)
  const { fetch, clock } = deadlineFor(notes.fetch, { clock: world.clock, timeoutMs })
  const asked = dm && dmApi(dm.masters, { fetch, clock, secure: speaksTls(inventory) })
  const found = await statuses(hosts, { dm: asked, fetch, timeoutMs })
  const rows = hosts.flatMap((host) => {
    const status = found.get(host.id)
    const reachable = notes.silent(host.address) !== true
    return status ? [{ host, status, reachable, patched: meta.marks[host.id]?.patched !== undefined }] : []
  })
  return rows.sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }))
}

/** By role, host and port, as TiUP does; numbers by their value. */
const order = ({ host }: DisplayRow): string => `${host.role} ${host.address} ${host.port}`

const healthy = (status: string): boolean => /^(Up|Healthy(\|L)?|Free|Bound|Relay)$/.test(status)
