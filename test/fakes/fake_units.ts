// A machine's processes as a folder of files: they outlive whoever started them, as real ones do, and every process
// that later looks at the folder sees the same. A unit's file tells how often it was started, and since when it runs.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ticksPerSecond } from '../../src/modules/process_age.js'
import type { Services } from '../../src/services/services.js'
import { supervised } from '../../src/services/supervised.js'

/** `since` are ticks since boot, null while it is stopped. */
export interface FakeUnit {
  readonly starts: number
  readonly since: number | null
}

export interface FakeUnits {
  find(unit: string): FakeUnit
  isRunning(unit: string): boolean
  /** Leaves one that runs alone. */
  start(unit: string): void
  stop(unit: string): void
}

export function fakeUnits(folder: string): FakeUnits {
  mkdirSync(folder, { recursive: true })
  const find = (unit: string): FakeUnit => unitIn(join(folder, unit))
  const keep = (unit: string, state: FakeUnit): void => writeFileSync(join(folder, unit), JSON.stringify(state))
  const isRunning = (unit: string): boolean => find(unit).since !== null
  return {
    find,
    isRunning,
    start(unit) {
      if (!isRunning(unit)) keep(unit, { starts: find(unit).starts + 1, since: ticksNow() })
    },
    stop(unit) {
      if (isRunning(unit)) keep(unit, { starts: find(unit).starts, since: null })
    },
  }
}

function unitIn(path: string): FakeUnit {
  try {
    const found: FakeUnit = JSON.parse(readFileSync(path, 'utf8'))
    return found
  } catch {
    return { starts: 0, since: null }
  }
}

const ticksNow = (): number => Math.floor(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * ticksPerSecond)

/** Units as `supervised` lays them down in `folder`, with processes that only seem to be. */
export function fakeServices(units: FakeUnits, { folder }: { readonly folder: string }): Services {
  const real = supervised({ folder })
  return {
    ...real,
    async status(host, unit) {
      if ((await host.stat(real.path(unit))).kind === 'missing' && !units.isRunning(unit)) return { kind: 'missing' }
      const { starts, since } = units.find(unit)
      if (since === null) return { kind: 'stopped', enabled: null, failure: null }
      return { kind: 'running', enabled: null, pid: 40_000 + starts, startedTicks: since, executable: '' }
    },
    async start(host, unit) {
      if ((await host.stat(real.path(unit))).kind === 'missing') throw new Error(`there is no unit ${unit}`)
      units.start(unit)
    },
    stop: async (_host, unit) => units.stop(unit),
    tail: async () => '',
  }
}
