// Loads a playbook with all that it includes: every word known, every expression parsed, every constant checked.
// Pure but for `read`; all problems of all files come in one error, before anything is contacted.

import { type Loading, Registers, registerLines } from './file_reading.js'
import { readHeader, readMap } from './header.js'
import { includedFiles } from './included_files.js'
import { builtins, playNames } from './names.js'
import { readPlay } from './play_reader.js'
import type { Catalog, Play, Playbook } from './playbook.js'
import { Problems } from './problems.js'
import { judgeTemplates, type NamedTemplate } from './templates_read.js'
import { WordMap } from './word_map.js'
import type { YamlMap } from './yaml_node.js'

export { loadHeader } from './header.js'

export interface LoadOptions {
  /** The text of a file; paths are relative to what the caller likes, included ones to the file that names them. */
  read(file: string): Promise<string>
  readonly catalog: Catalog
  /** shipped playbooks must name every task */
  readonly shipped?: boolean
}

/** Throws E-PLAYBOOK with every problem of the playbook and its included files. */
export async function loadPlaybook(file: string, { read, catalog, shipped = false }: LoadOptions): Promise<Playbook> {
  const source = { file, text: await read(file) }
  const problems = new Problems()
  const root = readMap(source, problems)
  const files = root ? await includedFiles(source, read) : new Map()
  const templates: NamedTemplate[] = []
  const playbook = root ? readPlaybook(root, { file, loading: { catalog, problems, shipped, files, templates } }) : null
  await judgeTemplates(templates, { read, problems })
  problems.throwIfAny('E-PLAYBOOK')
  if (!playbook) throw new TypeError(`${file} is broken and nothing says why`)
  return playbook
}

function readPlaybook(root: YamlMap, { file, loading }: { file: string; loading: Loading }): Playbook {
  const map = new WordMap(root, { what: 'the playbook', problems: loading.problems })
  const header = readHeader(map, file)
  const { select } = header
  const names = playNames({ inputs: [...header.inputs.keys()], select, later: registerLines(root) })
  const reading = { loading, file, chain: [file], select, registers: new Registers() }
  if (!map.has('plays')) map.wrong(root.at, 'it has no plays', 'put the plays under plays:')
  const plays = (map.list('plays') ?? []).flatMap((node, index): Play[] => {
    const play = readPlay(node, { reading, outer: names, id: `plays[${index}]` })
    return play ? [play] : []
  })
  const asked = names.with('cluster', builtins.cluster ?? null)
  return { ...header, confirm: map.value('confirm', asked), plays }
}
