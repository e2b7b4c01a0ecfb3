// The world of a cluster that speaks TLS: DM and what else answers over https is spoken to as the cluster's own client.

import { dmApi } from '../hosts/dm_client.js'
import { fetchAs } from '../hosts/http.js'
import type { Inventory } from '../language/inventory.js'
import type { World } from '../run/world.js'
import { readTlsIdentity } from '../state/tls_files.js'

export const speaksTls = ({ hosts }: Pick<Inventory, 'hosts'>): boolean =>
  [...hosts.values()].some(({ vars }) => vars.tls === true)

/** The world as it is, where no node of the cluster speaks TLS. `folder` is the cluster's. */
export function secured(world: World, folder: string, { hosts }: Pick<Inventory, 'hosts'>): World {
  if (!speaksTls({ hosts })) return world
  const identity = async () => {
    const found = await readTlsIdentity(folder)
    return found && { ca: found.ca, certificate: found.certificate, key: found.key }
  }
  const fetch = fetchAs(identity)
  return {
    ...world,
    identity,
    fetch,
    dm: (masters, options) => dmApi(masters, { fetch, clock: world.clock, ...options }),
  }
}
