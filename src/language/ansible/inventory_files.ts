// Gathers the files of an inventory: the file itself, or a folder of them; group_vars/ and host_vars/ beside it and
// beside the playbook. Nothing is run: scripts and plugins are refused. A link that leads out of the inventory's folder
// is not followed.

import { basename, dirname, join } from 'node:path'
import { DmbookError, inputError, type Problem } from '../../core/error.js'
import type { Source } from '../../core/place.js'

/** `outside`: a link that leads out of `within`. */
export type FileKind = 'file' | 'directory' | 'missing' | 'outside' | 'other'

export interface FileTree {
  kind(path: string, options?: { readonly within?: string }): Promise<FileKind>
  /** UTF-8; what is none becomes U+FFFD. Throws E-FILE. */
  read(path: string): Promise<string>
  /** names, sorted */
  list(path: string): Promise<readonly string[]>
}

/** One file of group_vars/ or host_vars/. `side` 0 lies beside the inventory, 1 beside the playbook. */
export interface EntityFile {
  readonly of: 'group' | 'host'
  readonly name: string
  readonly side: 0 | 1
  readonly source: Source
}

export interface InventoryFiles {
  readonly path: string
  /** where the inventory lies */
  readonly folder: string
  readonly playbookDir: string | null
  readonly inventories: readonly Source[]
  readonly vars: readonly EntityFile[]
  readonly warnings: readonly Problem[]
}

const mostFiles = 5_000

/** Throws E-INVENTORY or E-FILE. `path` is what the user typed, resolved by the tree. */
export async function inventoryFiles(
  path: string,
  { tree, playbookDir }: { tree: FileTree; playbookDir?: string },
): Promise<InventoryFiles> {
  const kind = await tree.kind(path)
  if (kind === 'missing') throw new DmbookError(`cannot read ${path} as there is no such file`, noFile)
  if (kind === 'other' || kind === 'outside')
    throw new DmbookError(`cannot read ${path} as it is no regular file`, noFile)
  const folder = kind === 'directory' ? path : dirname(path)
  const gathering = new Gathering(tree)
  const inventories = kind === 'directory' ? await gathering.inventories(path) : [await gathering.source(path)]
  const sides = playbookDir === undefined || playbookDir === folder ? [folder] : [folder, playbookDir]
  const vars: EntityFile[] = []
  for (const [index, side] of sides.entries())
    for (const of of ['group', 'host'] as const)
      vars.push(
        ...(await gathering.entities(join(side, `${of}_vars`), { of, side: index === 0 ? 0 : 1, within: side })),
      )
  return { path, folder, playbookDir: playbookDir ?? null, inventories, vars, warnings: gathering.warnings }
}

const noFile = { code: 'E-FILE', exit: 'input', hint: 'give an inventory file, or a folder of them' } as const

/** As Ansible's INVENTORY_IGNORE_EXTS and patterns. */
const ignored = /^\.|~$|\.(?:orig|cfg|retry|bak|swp|md|txt|rst|pyc|pyo|ini~)$|^(?:group_vars|host_vars)$/

class Gathering {
  readonly warnings: Problem[] = []
  readonly #tree: FileTree
  #count = 0

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  async source(path: string): Promise<Source> {
    if (++this.#count > mostFiles)
      throw inputError('E-INVENTORY', [{ message: `cannot read the inventory as it has more than ${mostFiles} files` }])
    const text = await this.#tree.read(path)
    if (/^#!/.test(text)) throw script(path)
    return { file: path, text }
  }

  async inventories(folder: string): Promise<Source[]> {
    const names = (await this.#tree.list(folder)).filter((name) => !ignored.test(name))
    return this.#regular(
      names.map((name) => join(folder, name)),
      folder,
    )
  }

  /** Of `NAME`, `NAME.yml`, `NAME.yaml`, `NAME.json` the first counts; a folder gives all its files. */
  async entities(folder: string, about: { of: EntityFile['of']; side: 0 | 1; within: string }): Promise<EntityFile[]> {
    const { within, ...entity } = about
    if ((await this.#tree.kind(folder, { within })) !== 'directory') return []
    const found = new Map<string, string>()
    for (const file of await this.#tree.list(folder)) {
      const [, name = file, ending = ''] = /^(.+?)(\.ya?ml|\.json)?$/.exec(file) ?? []
      if (/^\.|~$/.test(file) || (name.includes('.') && ending === '' && /\.(?:bak|orig|swp|md|txt|ini)$/.test(name)))
        continue
      const known = found.get(name)
      if (known === undefined || endings.indexOf(ending) < endings.indexOf(known.slice(name.length)))
        found.set(name, file)
    }
    const all: EntityFile[] = []
    for (const [name, file] of found)
      for (const source of await this.#below(join(folder, file), within)) all.push({ ...entity, name, source })
    return all
  }

  async #below(path: string, within: string, depth = 0): Promise<Source[]> {
    if ((await this.#tree.kind(path, { within })) !== 'directory') return this.#regular([path], within)
    if (depth > 16) return this.#skipped(path, 'lies too deep')
    const names = (await this.#tree.list(path)).filter((name) => !/^\.|~$/.test(name))
    const usable = names.filter((name) => !basename(name).includes('.') || /\.(?:ya?ml|json)$/.test(name))
    const all: Source[] = []
    for (const name of usable) all.push(...(await this.#below(join(path, name), within, depth + 1)))
    return all
  }

  async #regular(paths: readonly string[], within: string): Promise<Source[]> {
    const sources: Source[] = []
    for (const path of paths) {
      const kind = await this.#tree.kind(path, { within })
      if (kind === 'file') sources.push(await this.source(path))
      else if (kind === 'outside') this.#skipped(path, 'is a link that leads out of its folder')
      else if (kind === 'other') this.#skipped(path, 'is no regular file')
    }
    return sources
  }

  #skipped(path: string, why: string): Source[] {
    this.warnings.push({ message: `${path} is not read as it ${why}` })
    return []
  }
}

const endings = ['', '.yml', '.yaml', '.json']

const script = (path: string): DmbookError =>
  new DmbookError(`cannot read ${path} as it is a script: inventory scripts are not run`, {
    code: 'E-INVENTORY',
    exit: 'input',
    hint: 'let Ansible run it once: ansible-inventory -i FILE --list --yaml --output hosts.yaml',
  })
