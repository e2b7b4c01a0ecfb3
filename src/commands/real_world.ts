// The world as it is: machines, clock, network, randomness. Tests make their own.

import { randomBytes } from 'node:crypto'
import { DmbookError } from '../core/error.js'
import { realClock } from '../hosts/clock.js'
import { dmApi } from '../hosts/dm_client.js'
import { dmctlProcess } from '../hosts/dmctl.js'
import { httpFetch } from '../hosts/http.js'
import { connectLocal } from '../hosts/local.js'
import { writerOver } from '../hosts/remote_host.js'
import { dmctlProgram } from '../packages/dmctl_program.js'
import { packagesFrom } from '../packages/index.js'
import type { World } from '../run/world.js'
import { servicesFor } from '../services/index.js'

export function realWorld(): World {
  const random = (bytes: number): string => randomBytes(bytes).toString('hex')
  return {
    clock: realClock,
    fetch: httpFetch,
    random,
    connect: async (machine) => {
      if (machine.reach.kind === 'local') return connectLocal({ machine: machine.id, clock: realClock, random })
      throw new DmbookError(`cannot reach ${machine.id} as this command has no login`, { code: 'E-BUG', exit: 'bug' })
    },
    host: (connection, options) => writerOver(connection, options),
    services: servicesFor,
    packages: packagesFrom,
    dmctl:
      (masters, { packages, cache, tls }) =>
      async (version) =>
        dmctlProcess({ ...(await dmctlProgram(packages, { version, cache })), masters, tls }),
    dm: (masters, options) => dmApi(masters, { fetch: httpFetch, clock: realClock, ...options }),
  }
}
