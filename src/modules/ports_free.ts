// Finds all ports of an instance free, or names every busy one with the process that holds it.

import type { Static } from 'typebox'
import { count } from '../core/text.js'
import { allowed, refuse } from './guard.js'
import { type Listener, listenersOn } from './listeners.js'
import { defineModule } from './module.js'
import { absolutePath, list, object, optional, port, string } from './params.js'

const params = object({
  ports: list(port('A TCP port.'), 'Ports that must be free.'),
  address: optional(string('Only listeners on this address, or on all addresses, count.')),
  ours: optional(
    absolutePath('A process that works in this directory, or below, does not count: the instance itself.'),
  ),
  allow: allowed,
})
type Params = Static<typeof params>

const everywhere: readonly string[] = ['0.0.0.0', '::']

export const portsFree = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail unless ports are free.',
  description:
    'Names all busy ports at once. The process behind a port is named where it is visible: to its own user and to root. ' +
    'A port may be taken a moment later all the same.',
  params,
  examples: [{ ports: [8261, 8291] }, { ports: [8262], address: '172.19.0.101', ours: '/dm-deploy/dm-worker-8262' }],

  async read(host, want, tools) {
    const named = busyPorts(await listenersOn(host, want.ports), want)
    if (named.length === 0) return {}
    const ports = new Set(named.map((text) => text.split(' ')[0]))
    const message = `cannot use ${count(ports.size, 'port')} as ${named.join('; ')}`
    const hint = 'choose other ports in the topology, or stop what holds them'
    refuse(tools, { guard: 'ports', allow: want.allow, message, hint })
    return {}
  },
})

/** Each busy port and what holds it: `8261 is held by process 7: nc`. */
export const busyPorts = (listeners: readonly Listener[], want: Omit<Params, 'allow'>): string[] => [
  ...new Set(
    listeners.filter((listener) => want.ports.includes(listener.port) && isBusy(listener, want)).map(describe),
  ),
]

function isBusy({ address, process }: Listener, want: Omit<Params, 'allow'>): boolean {
  if (want.ours !== undefined && process && `${process.directory}/`.startsWith(`${want.ours}/`)) return false
  return (
    want.address === undefined || [...everywhere, want.address].includes(address) || everywhere.includes(want.address)
  )
}

function describe({ port, process }: Listener): string {
  if (!process) return `${port} is held by a process of another user`
  return `${port} is held by process ${process.pid}: ${process.command.slice(0, 120)}`
}
