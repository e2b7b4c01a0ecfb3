// Reads the inventory that a verb was given, with the variables beside it and the Vault passwords of the flags.

import { dirname, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { problemText } from '../core/error.js'
import { inventoryFiles } from '../language/ansible/inventory_files.js'
import { type AnsibleInventory, readAnsibleInventory } from '../language/ansible/read_inventory.js'
import { fileTree } from './file_tree.js'
import { vaultKeys } from './vault_keys.js'

/** `playbook` is the file whose own group_vars/ and host_vars/ count too. Says warnings unless `quiet`. */
export async function inventoryAt(
  path: string,
  invocation: Invocation,
  { playbook }: { playbook?: string } = {},
): Promise<AnsibleInventory> {
  const { settings, io } = invocation
  const beside = playbook === undefined ? [] : [dirname(playbook)]
  const [playbookDir] = beside.filter(
    (folder) => resolve(settings.cwd, folder) !== resolve(settings.cwd, dirname(path)),
  )
  const tree = fileTree(settings.cwd)
  const files = await inventoryFiles(path, { tree, ...(playbookDir === undefined ? {} : { playbookDir }) })
  const absolute = { ...files, folder: resolve(settings.cwd, files.folder) }
  const inventory = readAnsibleInventory(absolute, { keys: await vaultKeys(invocation) })
  for (const warning of inventory.warnings) io.warn(`warning: ${problemText(warning)}`)
  return inventory
}
