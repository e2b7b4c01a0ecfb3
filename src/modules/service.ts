// Keeps a unit running, stopped, or running its newest files. A success is a process that is still there a moment later;
// one that ends at once is reported with how it ended and what it said.
// Becomes root by itself where the services want it.

import type { Static } from 'typebox'
import type { Reader, Writer } from '../hosts/host.js'
import type { UnitStatus } from '../services/services.js'
import { together } from './file_look.js'
import { blocked, type Check, defineModule, differs, same } from './module.js'
import { absolutePath, boolean, choice, duration, durationMs, list, object, optional, unitName } from './params.js'
import { ticksNow } from './process_age.js'
import { currency, restartWithNewest } from './service_current.js'
import { settle, settled } from './service_settle.js'
import type { Tools } from './tools.js'
import { checkEnabled, keepEnabled } from './unit_enabled.js'

const params = object({
  unit: unitName('Name of the unit, without .service.'),
  state: optional(
    choice(['running', 'stopped', 'current'], 'Whether it has a process; current: and one of the newest files.'),
  ),
  files: optional(
    list(absolutePath('A file or directory.'), 'What current compares; the files of the host when absent.'),
  ),
  kill_after: optional(duration("Of stopped: it is killed then, where that is before the unit's own limit.")),
  enabled: optional(boolean('Whether it starts at boot; ignored where nothing starts at boot.')),
})
type Params = Static<typeof params>

export const service = defineModule({
  kind: 'state',
  summary: 'Keep a service running, stopped, or running its newest files.',
  description:
    'running: it is active, and the same process is still there a moment later. It does not say that it serves: see ' +
    'dm_member and wait_for. stopped: no process and no restart to come. current: running, and started after its files ' +
    'and its unit were last seen to change; else it is restarted. Survives being killed between the change and the ' +
    'restart. A process that was not started by this module counts as old. Names that begin with a dot, and the lines --join= and ' +
    '--initial-cluster= of scripts, do not count as changes.',
  params,
  results: { pid: 'The process, null where there is none.' },
  examples: [
    { unit: 'dm-worker-8262', state: 'running' },
    {
      unit: 'dm-worker-8262',
      state: 'current',
      files: ['/dm-deploy/dm-worker-8262/bin', '/dm-deploy/dm-worker-8262/conf'],
    },
    { unit: 'dm-worker-8262', state: 'stopped', enabled: false },
  ],

  async check(host, want, tools) {
    const admin = host.as(tools.services.become)
    const [status, why, ticks] = await Promise.all([
      tools.services.status(admin, want.unit),
      want.state === 'current' ? currency(admin, tools, want).then((found) => found.why) : null,
      ticksNow(admin),
    ])
    const state = await checkState(admin, want, { tools, status, why, ticks })
    return together([state, checkEnabled(tools.services, want, status)], { pid: 'pid' in status ? status.pid : null })
  },

  async apply(host, want, tools) {
    const admin = host.as(tools.services.become)
    await keepState(admin, want, tools)
    if (await keepEnabled(admin, tools.services, want)) await tools.services.reload(admin)
  },

  /** A process may end behind the look that found it settled. */
  async explain(host, { unit, state }, tools) {
    if (state === 'running' || state === 'current') await settle(host.as(tools.services.become), tools, unit)
  },
})

interface Found {
  readonly tools: Tools
  readonly status: UnitStatus
  /** why the process is not of the newest files, null where it is or nobody asks */
  readonly why: string | null
  readonly ticks: number
}

async function checkState(host: Reader, { unit, state }: Params, found: Found): Promise<Check> {
  const { tools, status, why, ticks } = found
  if (state === undefined) return same()
  if (state === 'stopped') return isStopped(status) ? same() : differs(`stop ${unit}`)
  if (status.kind === 'missing') return blocked(`cannot start ${unit} as there is no such unit`)
  if (status.kind !== 'running') return differs(`start ${unit}`)
  if (why !== null) return differs(`restart ${unit}: ${why}`)
  if (status.unwatched) return differs(`put ${unit} under watch again`)
  return (await settled(host, tools, { unit, status, ticks })) ? same() : differs(`start ${unit}`)
}

const isStopped = ({ kind }: UnitStatus): boolean => kind === 'stopped' || kind === 'missing'

async function keepState(host: Writer, want: Params, tools: Tools): Promise<void> {
  const { services } = tools
  const { unit, state } = want
  if (state === undefined) return
  if (state === 'stopped') {
    const killAfterMs = want.kill_after === undefined ? null : durationMs(want.kill_after, 0)
    return services.stop(host, unit, { killAfterMs })
  }
  // current looks for itself: every look more is time in which the unit stands still
  const status = state === 'current' ? null : await services.status(host, unit)
  if (status?.kind !== 'running') await restartWithNewest(host, tools, want)
  else if (status.unwatched) await services.start(host, unit)
  await settle(host, tools, unit)
}
