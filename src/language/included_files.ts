// Fetches the texts of all files that a playbook includes, before any of them is read closely.
// A file that cannot be read is said at the line that names it, not here.

import type { Source } from '../core/place.js'
import { includedPath } from './included_path.js'
import type { YamlNode } from './yaml_node.js'
import { readYaml } from './yaml_source.js'

const most = 200

/** Path → its text, or null where it cannot be read. */
export async function includedFiles(
  source: Source,
  read: (file: string) => Promise<string>,
): Promise<ReadonlyMap<string, Source | null>> {
  const files = new Map<string, Source | null>()
  const waiting: Source[] = [source]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const path of paths(next)) {
      if (files.has(path) || files.size >= most) continue
      const found = await textOf(path, read)
      files.set(path, found)
      if (found) waiting.push(found)
    }
  }
  return files
}

function paths(source: Source): string[] {
  const { root } = readYaml(source)
  return root ? namesIn(root).map((name) => includedPath(source.file, name)) : []
}

function namesIn(node: YamlNode): string[] {
  if (node.kind === 'list') return node.items.flatMap(namesIn)
  if (node.kind === 'scalar') return []
  return node.entries.flatMap(({ key, value }) =>
    key === 'include' && value.kind === 'scalar' && typeof value.value === 'string' ? [value.value] : namesIn(value),
  )
}

async function textOf(file: string, read: (file: string) => Promise<string>): Promise<Source | null> {
  try {
    return { file, text: await read(file) }
  } catch {
    return null
  }
}
