// A machine's processes as a folder of files: they outlive whoever started them, as real ones do, and every process
// that later looks at the folder sees the same. A unit's file tells how often it was started, and since when it runs.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Script, sh } from '../../src/core/sh.js'
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
  /** The same as scripts for its machine. */
  starting(unit: string): Script
  stopping(unit: string): Script
}

export function fakeUnits(folder: string): FakeUnits {
  mkdirSync(folder, { recursive: true })
  const find = (unit: string): FakeUnit => unitIn(join(folder, unit))
  const isRunning = (unit: string): boolean => find(unit).since !== null
  const started = (unit: string): FakeUnit =>
    isRunning(unit) ? find(unit) : { starts: find(unit).starts + 1, since: ticksNow() }
  const stopped = (unit: string): FakeUnit => ({ starts: find(unit).starts, since: null })
  const keep = (unit: string, state: FakeUnit): void => writeFileSync(join(folder, unit), JSON.stringify(state))
  const keeping = (unit: string, state: FakeUnit): Script =>
    sh`printf %s ${JSON.stringify(state)} >${join(folder, `.${unit}`)} && mv ${join(folder, `.${unit}`)} ${join(folder, unit)}`
  return {
    find,
    isRunning,
    start: (unit) => keep(unit, started(unit)),
    stop: (unit) => keep(unit, stopped(unit)),
    starting: (unit) => keeping(unit, started(unit)),
    stopping: (unit) => keeping(unit, stopped(unit)),
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
      await host.run(units.starting(unit))
    },
    stop: async (host, unit) => void (await host.run(units.stopping(unit))),
    tail: async () => '',
  }
}
