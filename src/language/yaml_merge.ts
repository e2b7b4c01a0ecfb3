// Merge keys (`<<: *defaults`), which Ansible's files may have and ours may not: what they bring in is weaker than what
// the map itself says; of a list of maps the first is the strongest. As PyYAML has it.

import type { YamlEntry, YamlNode } from './yaml_node.js'

/** The entries of a map with what its merge keys bring in, each key once; null where one brings something else than maps. */
export function withMerged(own: readonly YamlEntry[], merges: readonly YamlNode[]): YamlEntry[] | null {
  const maps = merges.flatMap((node) => (node.kind === 'list' ? [...node.items].reverse() : [node]))
  const entries = new Map<string, YamlEntry>()
  for (const map of maps) {
    if (map.kind !== 'map') return null
    for (const entry of map.entries) entries.set(entry.key, entry)
  }
  for (const entry of own) entries.set(entry.key, entry)
  return [...entries.values()]
}
