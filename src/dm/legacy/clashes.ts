// Processes that cannot both be: two on one port of a host, two workers in one directory, one source twice.

import type { Problem } from '../../core/error.js'
import { placeText } from '../../core/place.js'
import { type LegacyProcess, legacyId } from './process.js'
import { isLoopback } from './process_words.js'

export function clashes(processes: readonly LegacyProcess[]): {
  readonly errors: Problem[]
  readonly warnings: Problem[]
} {
  const workers = processes.filter(({ role }) => role === 'dm-worker')
  return {
    errors: [
      ...twice(processes, legacyId, (id) => `both listen on ${id}`),
      ...twice(
        workers,
        ({ address, deployDir }) => `${deployDir.value} of ${address}`,
        (directory) => `both live in ${directory}`,
      ),
      ...twice(workers, sourceOf, (source) => `both have the source_id ${source}`),
      ...loopback(processes),
    ],
    warnings: twice(
      workers,
      upstreamIdentity,
      () => 'both have one server_id for one upstream, which cuts one of them off',
    ),
  }
}

const sourceOf = ({ vars }: LegacyProcess): string | null => vars.get('source_id')?.value ?? null

function upstreamIdentity({ vars }: LegacyProcess): string | null {
  const id = vars.get('server_id')?.value
  if (id === undefined || id === '' || id === '0') return null
  return `${id} ${vars.get('mysql_host')?.value}:${vars.get('mysql_port')?.value}`
}

function twice(
  processes: readonly LegacyProcess[],
  keyOf: (process: LegacyProcess) => string | null,
  why: (key: string) => string,
): Problem[] {
  return processes.flatMap((process, index) => {
    const key = keyOf(process)
    const first = processes.slice(0, index).find((other) => key !== null && keyOf(other) === key)
    if (!first || key === null) return []
    return [
      {
        message: `${first.alias} (${placeText(first.at)}) and ${process.alias} ${why(key)}`,
        at: process.at,
      },
    ]
  })
}

/** Other hosts cannot reach this address, so that it is good for a cluster on one machine only. */
function loopback(processes: readonly LegacyProcess[]): Problem[] {
  const one = processes.find(({ address }) => isLoopback(address))
  const other = processes.find(({ address }) => address !== one?.address)
  if (!one || !other) return []
  const message = `cannot use the address ${one.address} of ${one.alias} as other hosts are to reach it: ${other.address} is one`
  return [{ message, at: one.at, hint: 'write its real address' }]
}
