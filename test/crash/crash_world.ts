// The world of an attempt: the real shell of this machine and a real state folder, but units whose processes only seem
// to be, and a DM that consists of those of them that run. No time passes while it waits.

import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { realClock } from '../../src/hosts/clock.js'
import { connectLocal } from '../../src/hosts/local.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { packagesFrom } from '../../src/packages/index.js'
import type { World } from '../../src/run/world.js'
import { type FakeUnits, fakeServices } from '../fakes/fake_units.js'
import { type Boundaries, boundedWriter } from './boundaries.js'
import { dmOfUnits } from './dm_of_units.js'

export function crashWorld(units: FakeUnits, boundaries: Boundaries): World {
  const clock = { ...realClock, sleep: () => setImmediate() }
  return {
    clock,
    random,
    fetch: async () => ({ status: 200, text: '' }),
    connect: (machine) => connectLocal({ machine: machine.id, clock, random }),
    host: (connection, options) => boundedWriter(writerOver(connection, options), boundaries),
    services: (_kind, { folder }) => {
      const services = fakeServices(units, { folder })
      return {
        ...services,
        start: (host, unit) => boundaries.after(`start ${unit}`, () => services.start(host, unit)),
        stop: (host, unit) => boundaries.after(`stop ${unit}`, () => services.stop(host, unit)),
      }
    },
    packages: packagesFrom,
    dm: (masters) => dmOfUnits(masters, units),
  }
}

/** Clusters are marked alike, so that what two attempts leave can be compared. */
const random = (bytes: number): string => (bytes === 16 ? 'c1a5'.repeat(8) : randomBytes(bytes).toString('hex'))
