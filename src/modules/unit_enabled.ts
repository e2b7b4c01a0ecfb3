// Whether a unit starts at boot, for the modules that may be asked to see to it.

import type { Writer } from '../hosts/host.js'
import type { Services, UnitStatus } from '../services/services.js'
import { type Check, differs, same } from './module.js'

interface Wanted {
  readonly unit: string
  readonly enabled?: boolean
}

/** Same where nothing is wanted, and where nothing starts at boot. */
export function checkEnabled(services: Services, { unit, enabled }: Wanted, status: UnitStatus | null): Check {
  if (enabled === undefined || !services.boots) return same()
  const now = status === null || status.kind === 'missing' ? false : status.enabled
  return now === enabled ? same() : differs(`${enabled ? 'enable' : 'disable'} ${unit}`)
}

/** Gives whether it changed anything. */
export async function keepEnabled(host: Writer, services: Services, want: Wanted): Promise<boolean> {
  if (want.enabled === undefined || !services.boots) return false
  const check = checkEnabled(services, want, await services.status(host, want.unit))
  if (check.kind === 'same') return false
  if (want.enabled) await services.enable(host, want.unit)
  else await services.disable(host, want.unit)
  return true
}
