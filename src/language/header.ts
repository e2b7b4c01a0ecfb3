// The head of a playbook: description, arguments, inputs. Flags, help and completion come from it, so it is read
// without the expressions, the modules and the included files.

import type { Source } from '../core/place.js'
import { nearest } from '../core/text.js'
import { readInputs } from './inputs_reader.js'
import type { Header, InputSpec } from './playbook.js'
import { Problems } from './problems.js'
import { WordMap } from './word_map.js'
import { words } from './words.js'
import { nodeText, type YamlMap } from './yaml_node.js'
import { readYaml } from './yaml_source.js'

/** Reads a file's head. Throws what is wrong with the head; the rest is not looked at. */
export async function loadHeader(file: string, { read }: { read(file: string): Promise<string> }): Promise<Header> {
  const source = { file, text: await read(file) }
  const problems = new Problems()
  const root = readMap(source, problems)
  const header = root ? readHeader(new WordMap(root, { what: 'the playbook', problems }), file) : null
  problems.throwIfAny('E-PLAYBOOK')
  return header ?? { file, description: '', arguments: [], inputs: new Map(), select: false }
}

/** The map at the top of a file; null, with a problem, where there is none. */
export function readMap(source: Source, problems: Problems): YamlMap | null {
  const { root, problems: found } = readYaml(source)
  problems.add(...found)
  if (!root) return null
  if (root.kind === 'map') return root
  problems.add({
    message: `cannot read the file as its top must be a map: ${nodeText(root)}`,
    at: root.at,
    hint: topHint(root.kind),
  })
  return null
}

const topHint = (kind: string): string | undefined => (kind === 'list' ? 'put the plays under plays:' : undefined)

/** The head, from the map of the whole file; checks the words of the top level too. */
export function readHeader(file: WordMap, name: string): Header {
  file.only(words.playbook)
  const inputs = readInputs(file)
  return {
    file: name,
    description: file.text('description') ?? '',
    arguments: readArguments(file, inputs),
    inputs,
    select: file.flag('select') ?? false,
  }
}

function readArguments(file: WordMap, inputs: ReadonlyMap<string, InputSpec>): readonly string[] {
  return (file.list('arguments') ?? []).flatMap((item) => {
    const name = item.kind === 'scalar' ? item.text : ''
    if (inputs.has(name)) return [name]
    const near = nearest(name, inputs.keys())
    file.wrong(
      item.at,
      `the argument ${nodeText(item)} is not among its inputs`,
      near ? `did you mean ${near}?` : undefined,
    )
    return []
  })
}
