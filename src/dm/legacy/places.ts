// Where the processes of DM 2.0 live: each in a directory of its own below the one that dm-ansible used, so that nothing
// of DM 1.0 is overwritten and an undo finds all of it. Ports stay; those that 1.0 did not have follow the main one.

import { posix } from 'node:path'
import type { Legacy } from './process.js'
import type { Seen } from './seen.js'

export interface NewPlace {
  /** absolute */
  readonly deployDir: string
  /** whether it is where the topology's deploy_dir puts it anyway */
  readonly usual: boolean
}

export function newPlace({ process, port }: Seen, { deployDir }: Legacy): NewPlace {
  const path = posix.join(process.deployDir.value, `${process.role}-${port.value}`)
  return { deployDir: path, usual: process.deployDir.value === deployDir.value }
}

/** 8261 and 8291 are DM's, so that a master at 18261 has 18291. */
export const peerPort = (port: number): number => (port + 30 > 65_535 ? port - 30 : port + 30)

/** 9093 and 9094 are Alertmanager's. */
export const clusterPort = (port: number): number => (port === 65_535 ? port - 1 : port + 1)

/** Of a worker: where its tasks are, and where DM 2.0 looks for them. */
export const metaDirectories = (seen: Seen, deployDir: string) => ({
  from: seen.look.meta?.path ?? null,
  to: `${deployDir}/dm_worker_meta`,
})
