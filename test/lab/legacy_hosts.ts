// A cluster of DM 1.0 on hosts of the lab, as dm-ansible leaves it there: stopped, its units in place.

import { join } from 'node:path'
import { layLegacyCluster } from '../../src/playground/v1/legacy_cluster.js'
import type { LegacyCluster, LegacyNode } from '../../src/playground/v1/legacy_node.js'
import { root } from '../shape/imports.js'
import { address, labFolder, on } from './lab.js'

export const legacyNode = (
  role: LegacyNode['role'],
  host: string,
  more: Pick<LegacyNode, 'port' | 'deployDir'> & Partial<LegacyNode>,
): LegacyNode => ({ role, alias: `${role.replace('-', '_')}_${host}`, address: address(host), ...more })

/** Gives the directory of dm-ansible, below `home`. */
export function layLegacyHosts(cluster: LegacyCluster, home: string): string {
  const dmAnsible = join(home, 'dm-ansible')
  layLegacyCluster(cluster, {
    dmAnsible,
    rootOf: (node) => join(labFolder, 'hosts', hostOf(node), 'root'),
    program: join(root, 'dist', 'simulator.cjs'),
    units: true,
  })
  for (const host of new Set(cluster.nodes.map(hostOf)))
    on(host, `chown -R ${cluster.user}:${cluster.user} /home/${cluster.user}; systemctl daemon-reload`)
  return dmAnsible
}

export const hostOf = (node: LegacyNode): string => `h${Number(node.address.split('.').at(-1)) - 100}`
