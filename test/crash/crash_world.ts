// The world of an attempt: the real shell of this machine and a real state folder, but units whose processes only seem
// to be, and a DM that consists of those of them that run. No time passes while it waits.

import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { realClock } from '../../src/hosts/clock.js'
import { connectLocal } from '../../src/hosts/local.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { packagesFrom } from '../../src/packages/index.js'
import type { World } from '../../src/run/world.js'
import { fakeDmctl } from '../fakes/fake_dmctl.js'
import { fakeServices, fakeUnits } from '../fakes/fake_units.js'
import { bootable } from './bootable.js'
import { type Boundaries, boundedWriter } from './boundaries.js'
import { dmOfUnits } from './dm_of_units.js'
import { dmRegistry } from './dm_registry.js'

/** `place` is the folder of the units. */
export function crashWorld(place: string, boundaries: Boundaries): World {
  const units = fakeUnits(place)
  const registry = dmRegistry(place, units)
  const clock = { ...realClock, sleep: () => setImmediate() }
  return {
    clock,
    random,
    fetch: async () => ({ status: 200, text: '' }),
    connect: (machine) => connectLocal({ machine: machine.id, clock, random }),
    host: (connection, options) => boundedWriter(writerOver(connection, options), boundaries),
    services: (kind, { folder }) => {
      const services = bootable(fakeServices(units, { folder }), place)
      return {
        ...services,
        kind,
        start: (host, unit) =>
          boundaries.after(`start ${unit}`, async () => {
            await services.start(host, unit)
            // somebody else may have stopped it before it came to that
            if (units.isRunning(unit)) registry.started(unit)
          }),
        stop: (host, unit) =>
          boundaries.after(`stop ${unit}`, async () => {
            await services.stop(host, unit)
            registry.stopped(unit)
          }),
        enable: (host, unit) => boundaries.after(`enable ${unit}`, () => services.enable(host, unit)),
        disable: (host, unit) => boundaries.after(`disable ${unit}`, () => services.disable(host, unit)),
      }
    },
    packages: packagesFrom,
    dm: (masters) => dmOfUnits(masters, { units, registry, boundaries }),
    dmctl: () => async (version) => fakeDmctl({ version }),
  }
}

/** Clusters are marked alike, so that what two attempts leave can be compared. */
const random = (bytes: number): string => (bytes === 16 ? 'c1a5'.repeat(8) : randomBytes(bytes).toString('hex'))
