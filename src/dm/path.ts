// A path to a value of a topology, as ['master_servers', 0, 'port'], and the place in the file where it stands.

import type { Place } from '../core/place.js'
import { entryOf, type YamlNode } from '../language/yaml_source.js'

export type Path = readonly (string | number)[]

/** `master_servers[0].port`. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

/** The place of a value; where it was not written, that of the nearest thing around it. */
export function placeOf(root: YamlNode, path: Path): Place {
  let node = root
  let { at } = root
  for (const step of path) {
    const next = typeof step === 'number' ? itemOf(node, step) : entryOf(node, step)?.value
    if (!next) return at
    node = next
    at = next.at
  }
  return at
}

const itemOf = (node: YamlNode, index: number): YamlNode | undefined =>
  node.kind === 'list' ? node.items[index] : undefined
