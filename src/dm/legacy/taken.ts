// A topology as it is when DM has read the sources of 1.0.

import type { Json } from '../../language/inventory.js'

/** The topology as plain data, without `v1_source_path`. */
export function withoutV1Sources(topology: Json): Json {
  if (!isMap(topology) || !Array.isArray(topology.master_servers)) return topology
  const masters = topology.master_servers.map((master: Json) => {
    if (!isMap(master)) return master
    const { v1_source_path: _, ...rest } = master
    return rest
  })
  return { ...topology, master_servers: masters }
}

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same of the text as it was written. */
export const textWithoutV1Sources = (source: string): string => source.replaceAll(/^\s+v1_source_path:.*\n/gm, '')
