// The topology that an import goes on with: made from what was found, or the edited file that is given; confirmed, or only
// written where --output says so. One that could not take all sources over is refused, whoever wrote it.

import { resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import type { Takeover } from '../dm/legacy/takeover.js'
import { topologyText } from '../dm/legacy/topology_text.js'
import { parseTopology } from '../dm/topology.js'
import type { Scope } from '../language/playbook.js'
import { writeFileAtomic } from '../state/files.js'
import type { StateFolder } from '../state/folder.js'
import { baseOf } from './cluster.js'
import { keptAlertmanager } from './import_kept.js'
import { alertmanagerText } from './import_record.js'
import { confirmedTopology } from './import_shown.js'
import { topologyText as topologyFile } from './new_cluster.js'

interface Agreeing {
  readonly takeover: Takeover
  readonly inputs: Scope
  readonly state: StateFolder
}

/** Null where it was only to be written. */
export async function agreedTopology(
  invocation: Invocation,
  { takeover, inputs, state }: Agreeing,
): Promise<string | null> {
  const { settings, options, io } = invocation
  const { name } = takeover.wishes
  const supervised = options.services === 'supervised'
  const given = typeof inputs.topology === 'string' ? inputs.topology : null
  const output = typeof inputs.output === 'string' ? resolve(settings.cwd, inputs.output) : null
  const alertmanager = alertmanagerText(takeover)
  const beside = output === null ? keptAlertmanager(state, name) : `${output}.alertmanager.yml`
  const alertmanagerFile = alertmanager === null ? null : beside
  const topology = given === null ? topologyText(takeover, { alertmanagerFile, supervised }) : await topologyFile(given)
  const base = baseOf(
    { name, settings: { ssh: 'builtin', services: supervised ? 'supervised' : 'systemd', mirror: null } },
    { state, settings },
  )
  const check = (text: string): void =>
    enoughWorkers(parseTopology({ file: given ?? 'topology.yaml', text }, { mode: 'deploy', base }), takeover)
  check(topology)
  if (output === null) return confirmedTopology(invocation, { takeover, topology, check })
  if (alertmanager !== null) await writeFileAtomic(beside, alertmanager)
  await writeFileAtomic(output, topology)
  io.say(`${output} is written, nothing was deployed. Go on with it: the same command with --topology ${inputs.output}`)
  return null
}

/** dm-master waits for as many workers as there are sources, then gives up and begins again. */
function enoughWorkers({ topology }: ReturnType<typeof parseTopology>, { seen }: Takeover): void {
  const sources = seen.filter(({ source }) => source !== null).length
  const workers = topology.worker_servers?.length ?? 0
  if (workers >= sources) return
  throw new DmbookError(
    `cannot import ${sources} sources with ${workers} dm-worker(s) as dm-master waits for one each before it upgrades anything`,
    {
      code: 'E-IMPORT',
      exit: 'refused',
      hint: 'put them back into worker_servers; scale-in can remove them afterwards',
    },
  )
}
