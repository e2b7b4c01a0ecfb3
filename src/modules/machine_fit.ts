// Whether a machine can take what shall live on it: everything that is wrong, at once, in two round trips, before
// anything is changed. What it cannot find out is said by the task that does it: a program is tried when it is unpacked.

import type { Static } from 'typebox'
import Type from 'typebox'
import type { Reader } from '../hosts/host.js'
import type { Json } from '../language/inventory.js'
import { directoryTroubles, portTroubles } from './machine_fit_place.js'
import {
  clockTrouble,
  limitTrouble,
  packageTroubles,
  spaceTroubles,
  systemdTrouble,
  userManagerTroubles,
} from './machine_fit_system.js'
import { defineModule, ModuleError } from './module.js'
import { boolean, duration, durationMs, integer, list, object, optional, string } from './params.js'
import { reachTroubles } from './reaches.js'
import type { Tools } from './tools.js'

const params = object({
  hosts: list(Type.Unsafe<Tenant>({ type: 'object' }), 'Hosts of the inventory that shall live on it.'),
  mark: optional(string('The cluster whose directories they may use.')),
  nofile: integer('Open files that a process of theirs may have.', { default: 1_000_000 }),
  space: string('Free space where a directory of theirs is still to be made.', { default: '1g' }),
  packages: boolean('Whether to look for their packages.', { default: true }),
  paths: optional(list(string('As 172.19.0.101:8261.'), 'Where TCP from here must get to.')),
  listening: boolean('Whether somebody must listen there; else a refusal shows that the way is open.', {
    default: false,
  }),
  clock: duration('How far its clock may be from ours; over a tenth of it is said.', { default: '5s' }),
})
type Params = Static<typeof params>

/** What is read of a host of the inventory. */
export interface Tenant {
  readonly id: string
  readonly deploy_dir: string
  readonly vars: {
    readonly ports: readonly number[]
    readonly owned_directories: readonly string[]
    readonly package: string
    readonly package_version: string | null
    readonly [key: string]: Json
  }
}

export const machineFit = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail unless a machine can take what shall live on it, naming all that is in the way.',
  description:
    'Looks at sudo and systemd (where the services of the run need them), packages for its system and architecture, ' +
    'ports, directories (of other clusters, or with strange content), free space, open files, the clock and the network. Packages ' +
    'are fetched and verified. Ports and directories of the very hosts, from a run before, are no trouble.',
  params,
  results: { troubles: 'What is in the way, as sentences; empty where the machine is fit.' },
  examples: [
    {
      hosts: [
        {
          id: '172.19.0.101:8262',
          deploy_dir: '/dm-deploy/dm-worker-8262',
          vars: {
            ports: [8262],
            owned_directories: ['/dm-deploy/dm-worker-8262'],
            package: 'dm-worker',
            package_version: 'v8.1.0',
          },
        },
      ],
      mark: 'f3a9c2',
    },
  ],

  async read(host, want, tools) {
    const { admin, trouble } = await asAdmin(host, tools)
    const troubles = [...trouble, ...(await troublesOf(admin, want, tools))]
    if (troubles.length === 0) return { troubles }
    const are = troubles.length === 1 ? 'something is' : `${troubles.length} things are`
    throw new ModuleError(`cannot use this machine as ${are} in the way: ${troubles.join('; ')}`, {
      code: 'E-UNFIT',
      result: { troubles },
    })
  },
})

/** Root where the services need it; the rest is looked at all the same where nobody may become root. */
async function asAdmin(host: Reader, { services }: Tools): Promise<{ admin: Reader; trouble: readonly string[] }> {
  if (services.become === null) return { admin: host, trouble: [] }
  const admin = host.as(services.become)
  try {
    await admin.stat('/')
    return { admin, trouble: [] }
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== 'BecomeError') throw thrown
    return { admin: host, trouble: [thrown.message] }
  }
}

async function troublesOf(host: Reader, want: Params, tools: Tools): Promise<string[]> {
  const skewMs = durationMs(want.clock, 5000)
  const clock = clockTrouble(host.facts, skewMs)
  if (clock.kind === 'near') tools.say(clock.text)
  const found = await Promise.all([
    want.packages ? packageTroubles(host, want.hosts, tools) : [],
    reachTroubles(host, { addresses: want.paths ?? [], listening: want.listening, timeout: '3s' }),
    portTroubles(host, want.hosts),
    directoryTroubles(host, want, tools),
    spaceTroubles(host, want),
    limitTrouble(host, want.nofile),
    userManagerTroubles(host, tools.services),
  ])
  return [
    systemdTrouble(host.facts, tools.services),
    ...found.flat(),
    clock.kind === 'far' ? clock.text : null,
  ].flatMap((text) => text ?? [])
}
