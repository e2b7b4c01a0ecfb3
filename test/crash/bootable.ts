// Units that can be started at boot, as systemd's: a file beside them tells which are.

import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Services, UnitStatus } from '../../src/services/services.js'

export function bootable(services: Services, folder: string): Services {
  const mark = (unit: string): string => join(folder, `${unit}.enabled`)
  const told = (unit: string, status: UnitStatus): UnitStatus =>
    status.kind === 'missing' ? status : { ...status, enabled: existsSync(mark(unit)) }
  return {
    ...services,
    boots: true,
    status: async (host, unit) => told(unit, await services.status(host, unit)),
    enable: async (_host, unit) => writeFileSync(mark(unit), ''),
    disable: async (_host, unit) => rmSync(mark(unit), { force: true }),
  }
}
