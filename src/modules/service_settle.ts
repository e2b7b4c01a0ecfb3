// Looking again a moment later: what tells a service that runs from one that ends as soon as it is
// started.

import type { Reader } from '../hosts/host.js'
import type { UnitStatus } from '../services/services.js'
import { lastWords } from './last_words.js'
import { ModuleError } from './module.js'
import { ticksNow, ticksPerSecond } from './process_age.js'
import type { Tools } from './tools.js'

type Running = Extract<UnitStatus, { kind: 'running' }>

/** A process this old needs no second look: what cannot read its files or open its port is gone by then. */
const settledAfterTicks = 0.5 * ticksPerSecond

/** Whether the same process is still there a moment later. */
export async function settled(
  host: Reader,
  tools: Tools,
  { unit, status, ticks }: { readonly unit: string; readonly status: Running; readonly ticks: number },
): Promise<boolean> {
  const missing = settledAfterTicks - (ticks - status.startedTicks)
  if (missing <= 0) return true
  await tools.clock.sleep((missing * 1000) / ticksPerSecond)
  const later = await tools.services.status(host, unit)
  return later.kind === 'running' && later.pid === status.pid && later.startedTicks === status.startedTicks
}

/** Throws a ModuleError that says how the process ended and what it said last. */
export async function settle(host: Reader, tools: Tools, unit: string): Promise<void> {
  const [status, ticks] = await Promise.all([tools.services.status(host, unit), ticksNow(host)])
  if (status.kind === 'running' && (await settled(host, tools, { unit, status, ticks }))) return
  const [after, detail] = await Promise.all([tools.services.status(host, unit), lastWords(host, tools, unit)])
  const failure = ('failure' in after ? after.failure : null) ?? 'it ended at once and is started again'
  throw new ModuleError(`cannot keep ${unit} running as its process ended: ${failure}`, { code: 'E-SERVICE', detail })
}
