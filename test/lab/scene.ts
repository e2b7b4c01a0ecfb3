// How most scenarios begin: three hosts, a cluster that is not deployed yet, and what lay on the disks of its hosts then.

import { type LabCluster, labCluster } from './cluster.js'
import { disk } from './host_state.js'
import { lab } from './lab.js'

export interface Scene {
  readonly it: LabCluster
  /** each host's disk as `disk` tells it */
  readonly pristine: readonly string[]
}

export async function scene(name: string, topology: string, hosts: readonly string[]): Promise<Scene> {
  lab('up', '3')
  return { it: await labCluster(name, topology), pristine: hosts.map(disk) }
}
