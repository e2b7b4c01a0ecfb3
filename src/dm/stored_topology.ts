// The topology of a cluster's record, which was accepted once: whatever is strange in it is no reason to refuse it now.

import { stringify } from 'yaml'
import type { Json } from '../language/inventory.js'
import type { Base } from './resolve.js'
import type { Topology } from './schema/topology.js'
import { parseTopology } from './topology.js'

interface Recorded {
  readonly name: string
  readonly topology: Json
}

/** Throws `E-TOPOLOGY` where the record is broken. */
export function storedTopology({ name, topology }: Recorded, { base }: { readonly base?: Base } = {}): Topology {
  const source = { file: `the record of ${name}`, text: stringify(topology) }
  return parseTopology(source, { mode: 'stored', ...(base ? { base } : {}) }).topology
}
