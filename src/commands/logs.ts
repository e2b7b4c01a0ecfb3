// `logs NAME -N id [-f]`: the end of an instance's own log file, over the connection to its machine.
// With -f it goes on until Ctrl-C, and follows the file when it is replaced by a new one.

import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { type Script, sh } from '../core/sh.js'
import type { Connection, Reader } from '../hosts/host.js'
import type { Host, Inventory } from '../language/inventory.js'
import type { World } from '../run/world.js'
import { openCluster, selectedHosts } from './cluster.js'
import { clusterWorld } from './cluster_world.js'
import { lineOutput } from './line_output.js'
import { givenNumber } from './words.js'

const longestMs = 14 * 24 * 3_600_000
const noFile = 66

export const logs: Command = {
  async run(invocation) {
    const { options, stop } = invocation
    const lines = givenNumber(options.lines, { flag: '--lines', fallback: 200 })
    const cluster = await openCluster(invocation)
    const hosts = chosen(cluster.inventory, options)
    const world = await clusterWorld(invocation, cluster)
    const connections = await connected(hosts, { world, inventory: cluster.inventory, invocation })
    try {
      const exits = await Promise.all(
        hosts.map((host) => {
          const connection = connections.get(host.machine)
          if (!connection) return exitCodes.failed
          const reader = world.host(connection, { machine: host.machine, signal: stop })
          return shown(host, reader, { invocation, lines, several: hosts.length > 1 })
        }),
      )
      return exits.find((exit) => exit !== exitCodes.ok) ?? exitCodes.ok
    } finally {
      await Promise.all([...connections.values()].map((connection) => connection.close()))
    }
  },
}

function chosen(inventory: Inventory, options: Invocation['options']): Host[] {
  const hosts = selectedHosts(inventory, options)
  const ids = hosts.map(({ id }) => id)
  if (options.node !== undefined || options.role !== undefined) return hosts
  throw new DmbookError('cannot show a log as nothing says whose', {
    code: 'E-USAGE',
    exit: 'input',
    hint: `give -N with one of ${ids.join(', ')}`,
  })
}

interface Connecting {
  readonly world: World
  readonly inventory: Inventory
  readonly invocation: Invocation
}

async function connected(
  hosts: readonly Host[],
  { world, inventory, invocation }: Connecting,
): Promise<ReadonlyMap<string, Connection>> {
  const ids = [...new Set(hosts.map(({ machine }) => machine))]
  const machines = ids.flatMap((id) => inventory.machines.get(id) ?? [])
  const timeoutMs = invocation.settings.sshTimeoutMs
  const opened = await Promise.all(
    machines.map(async (machine) => [machine.id, await world.connect(machine, { timeoutMs })] as const),
  )
  return new Map(opened)
}

interface Showing {
  readonly invocation: Invocation
  readonly lines: number
  readonly several: boolean
}

async function shown(host: Host, reader: Reader, { invocation, lines, several }: Showing): Promise<number> {
  const { io, options, stop } = invocation
  const file = String(host.vars.log_file ?? '')
  const output = lineOutput((text) => void io.out.write(text), { name: several ? host.id : null, width: 0 })
  const look = (script: Script) =>
    reader.read(script, {
      accept: [0, noFile],
      timeoutMs: longestMs,
      onOutput: (text) => (stop.aborted ? undefined : output.add(text)),
      doing: `read ${file}`,
    })
  try {
    const { rc } = options.follow === true ? await follow(look, { file, lines }) : await look(tail(file, lines))
    if (rc !== noFile) return exitCodes.ok
    io.warn(`${host.id} has no log yet: there is no ${file}`)
    return exitCodes.failed
  } catch (thrown) {
    if (stop.aborted) return exitCodes.ok
    throw thrown
  } finally {
    output.end()
  }
}

const tail = (file: string, lines: number): Script => sh`[ -r ${file} ] || exit ${noFile}
exec tail -n ${lines} ${file}`

type Look = (script: Script) => Promise<{ readonly rc: number }>

/** One script may say 64 MiB; then the next one goes on where it was. */
async function follow(look: Look, { file, lines }: { file: string; lines: number }): Promise<{ readonly rc: number }> {
  try {
    return await look(sh`exec tail -n ${lines} -F ${file} 2>/dev/null`)
  } catch (thrown) {
    if (thrown instanceof DmbookError && thrown.code === 'E-OUTPUT') return follow(look, { file, lines: 0 })
    throw thrown
  }
}
