// The one careful reader of YAML: playbooks, host inventories and topologies.
// All that is wrong with the text comes at once; what YAML would silently change (tags, leading zeros, merge keys,
// huge numbers, a second document) is refused. Meaning is for the loaders.

import type { Problem } from '../core/error.js'
import { type Place, placeAt, type Source } from '../core/place.js'
import { sizeText } from '../core/size.js'
import type { YamlNode } from './yaml_node.js'
import { parseYaml } from './yaml_parser.js'
import { parserProblems } from './yaml_problem.js'
import { type YamlOptions, YamlTree } from './yaml_tree.js'

export type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './yaml_node.js'
export { entryOf, nodeText, plain } from './yaml_node.js'

const largestFile = 4 * 1024 * 1024

/** `root` is null where the text is too broken (or empty) to go on; then there is at least one problem. */
export interface YamlText {
  readonly root: YamlNode | null
  readonly problems: readonly Problem[]
}

/** Reads a YAML text with the place of every key and value. Never throws. */
export function readYaml(source: Source, options: YamlOptions = {}): YamlText {
  const refused = refusal(source)
  if (refused) return { root: null, problems: [refused] }
  const parsed = parseYaml(source, options.tags)
  const { problems, broken } = parserProblems(parsed)
  if (broken) return { root: null, problems }
  if (!parsed.contents)
    return { root: null, problems: [{ message: 'cannot read the file as it is empty', at: top(source) }] }
  const tree = new YamlTree(parsed, options)
  const root = tree.node(parsed.contents)
  return { root, problems: [...problems, ...tree.problems] }
}

function refusal(source: Source): Problem | null {
  if (source.text.length > largestFile) {
    const found = sizeText(source.text.length)
    return { message: `cannot read ${source.file} as it is larger than ${sizeText(largestFile)}: ${found}` }
  }
  const directive = /^%\w+/m.exec(source.text)
  if (!directive || !/^(#.*|\s*|%.*)$/.test(source.text.slice(0, directive.index).split('\n').at(-2) ?? '')) return null
  const at = placeAt(source, { offset: directive.index, length: directive[0].length })
  const hint = 'remove this line; the file is YAML 1.2'
  return { message: `cannot read the file as the directive ${directive[0]} is not allowed`, at, hint }
}

const top = (source: Source): Place => ({ source, line: 1, column: 1, length: 1 })
