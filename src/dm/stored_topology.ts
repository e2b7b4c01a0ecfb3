// The topology of a cluster's record, which was accepted once: whatever is strange in it is no reason to refuse it now.

import { stringify } from 'yaml'
import type { Json } from '../language/inventory.js'
import { mergedTopology } from './merge.js'
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

interface Growing extends Recorded {
  readonly joining?: Json
}

/** The nodes that a scale-out has begun and not finished, in a topology of their own. */
export const joiningPart = ({ name, joining = {} }: Growing): Topology => storedTopology({ name, topology: joining })

/** The record of the cluster as it would be had they joined: what takes nodes away must know these too. */
export function withJoining<R extends Growing>(record: R): R {
  if (record.joining === undefined) return record
  const topology: Json = JSON.parse(JSON.stringify(mergedTopology(storedTopology(record), joiningPart(record))))
  return { ...record, topology }
}
