// Reads a topology: the YAML that `tiup dm` takes, with every mistake at once and at its place, before anything
// is contacted. What would break halfway through a deploy, or be destroyed with the cluster, is a mistake here.

import { inputError, type Problem } from '../core/error.js'
import type { Source } from '../core/place.js'
import { Problems } from '../language/problems.js'
import { readYaml, type YamlNode } from '../language/yaml_source.js'
import { problemOf } from './checks/finding.js'
import { findings } from './checks/findings.js'
import { masked } from './masked.js'
import { placeOf } from './path.js'
import type { Base } from './resolve.js'
import { topology as schema, type Topology } from './schema/topology.js'
import { SchemaReader } from './schema_reader.js'

/**
 * `deploy`: a whole cluster, nothing forgiven. `scale-out`: new instances only; sections of the whole cluster are
 * ignored with a warning. `stored`: was accepted once: all but broken values are warnings. `adopt`: TiUP has accepted it
 * and it runs: what could harm a machine or another instance is refused, what a server makes of its settings is not.
 */
export type TopologyMode = 'deploy' | 'scale-out' | 'stored' | 'adopt'

export interface TopologyOptions {
  readonly mode: TopologyMode
  /** where relative directories will lie; TiUP's rule where absent */
  readonly base?: Base
  /** what the new instances of a scale-out must not collide with */
  readonly cluster?: Topology
  /** of DM: its servers do not start with words that they do not know; not looked at where absent */
  readonly version?: string
}

export interface ReadTopology {
  readonly topology: Topology
  readonly warnings: readonly Problem[]
}

/** Throws one InputError `E-TOPOLOGY` with all problems, in the order of the file. */
export function parseTopology(source: Source, options: TopologyOptions): ReadTopology {
  const { root, problems } = readYaml(source)
  if (!root) throw inputError('E-TOPOLOGY', masked(problems, source))
  return topologyIn({ source, root, problems }, options)
}

interface TopologyText {
  readonly source: Source
  /** the topology itself, which may be a part of the text */
  readonly root: YamlNode
  /** what was found wrong with the text before */
  readonly problems: readonly Problem[]
}

/** The same for a topology that is a part of a text: the keys around it are somebody else's affair. */
export function topologyIn({ source, root, problems: broken }: TopologyText, options: TopologyOptions): ReadTopology {
  const problems = new Problems()
  const warnings = new Problems()
  problems.add(...broken)
  const reader = new SchemaReader(refusedWords)
  const topology = read(reader, root)
  problems.add(...reader.problems)
  const stored = options.mode === 'stored'
  const unknown = stored || options.mode === 'adopt' ? warnings : problems
  unknown.add(...reader.unknownKeys)
  for (const finding of findings({ topology, broken: reader.broken }, options)) {
    const list = finding.severity === 'error' && !stored ? problems : warnings
    list.add(problemOf(finding, (path) => placeOf(root, path)))
  }
  if (problems.any) throw inputError('E-TOPOLOGY', masked(problems.list, source))
  return { topology, warnings: masked(warnings.list, source) }
}

const refusedWords = {
  component_versions: 'belongs to `tiup cluster`: every component of a DM cluster has the version of the cluster',
  imported: 'is a word of old TiUP releases that has no meaning any more: remove it',
}

/** What the reader gives has the schema's shape wherever it has no problem; places with one are left out. */
function read(reader: SchemaReader, root: YamlNode): Topology {
  const value = reader.read(schema, root)
  return isMap(value) ? (value as Topology) : {}
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
