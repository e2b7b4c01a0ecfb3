// Reads an inventory from texts, as the tests of this folder need it.

import { DmbookError } from '../../../src/core/error.js'
import type { EntityFile } from '../../../src/language/ansible/inventory_files.js'
import {
  type AnsibleInventory,
  type ReadOptions,
  readAnsibleInventory,
} from '../../../src/language/ansible/read_inventory.js'
import type { VarValue } from '../../../src/language/ansible/variable.js'

/** `vars` by path: `group_vars/all.yml`; those of the playbook's folder begin with `playbook/`. */
export function read(
  text: string,
  {
    file = 'inventory.ini',
    vars = {},
    ...options
  }: ReadOptions & { file?: string; vars?: Readonly<Record<string, string>> } = {},
): AnsibleInventory {
  const beside = Object.entries(vars).map(([path, content]) => entity(path, content))
  const files = {
    path: file,
    folder: '.',
    playbookDir: null,
    inventories: [{ file, text }],
    vars: beside,
    warnings: [],
  }
  return readAnsibleInventory(files, options)
}

function entity(path: string, text: string): EntityFile {
  const [, playbook, of, name = ''] = /^(playbook\/)?(group|host)_vars\/([^/.]+)/.exec(path) ?? []
  return { of: of === 'group' ? 'group' : 'host', name, side: playbook ? 1 : 0, source: { file: path, text } }
}

/** Host → its variables, as plain values. */
export const valuesOf = (
  text: string,
  options: Parameters<typeof read>[1] = {},
): Record<string, Record<string, VarValue>> =>
  Object.fromEntries(
    [...read(text, options).hosts.values()].map(({ name, vars }) => [
      name,
      Object.fromEntries([...vars.values()].map((variable) => [variable.name, variable.value])),
    ]),
  )

/** `line:column message` of everything that is wrong; nothing where all is well. */
export function wrongs(text: string, options: Parameters<typeof read>[1] = {}): string[] {
  try {
    read(text, options)
    return []
  } catch (thrown) {
    if (!(thrown instanceof DmbookError)) throw thrown
    return thrown.problems.map(
      ({ at, message }) => `${at?.line}:${at?.column} ${message.replace('cannot read the inventory as ', '')}`,
    )
  }
}

/** `line message` of what is odd. */
export const oddities = (text: string, options: Parameters<typeof read>[1] = {}): string[] =>
  read(text, options).warnings.map(({ at, message }) => `${at?.line ?? '-'} ${message}`)
