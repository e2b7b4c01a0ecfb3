// The directories of test/fixtures/legacy, read by the real readers, and what their hosts show.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileTree } from '../../../src/commands/file_tree.js'
import { type AnsibleCfg, noAnsibleCfg, readAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import type { LegacyLook } from '../../../src/dm/legacy/look.js'
import { type Legacy, shippedGroups } from '../../../src/dm/legacy/process.js'
import { type ReadLegacy, readLegacy } from '../../../src/dm/legacy/read_legacy.js'
import { reconciled } from '../../../src/dm/legacy/takeover.js'
import type { TakeoverWishes } from '../../../src/dm/legacy/wishes.js'
import { inventoryFiles } from '../../../src/language/ansible/inventory_files.js'
import { readAnsibleInventory } from '../../../src/language/ansible/read_inventory.js'
import { root } from '../../shape/imports.js'
import { deployedLooks } from './deployed.js'

export const shapes = ['plain', 'two_per_host', 'monitoring_apart', 'by_hand'] as const
export type ShapeName = (typeof shapes)[number]

export interface Shape {
  /** of the inventory */
  readonly text: string
  read(text: string, cfg?: AnsibleCfg): ReadLegacy
  looks(legacy: Legacy): Map<string, LegacyLook>
}

export const shapeFolder = (name: ShapeName): string => join('test', 'fixtures', 'legacy', name)

export async function shape(name: ShapeName): Promise<Shape> {
  const folder = shapeFolder(name)
  const textOf = (file: string): string => readFileSync(join(root, folder, file), 'utf8')
  const files = await inventoryFiles(join(folder, 'inventory.ini'), { tree: fileTree(root) })
  const defaults = readdirSync(join(root, folder, 'roles')).map((role) => {
    const file = join('roles', role, 'defaults', 'main.yml')
    return { file, text: textOf(file) }
  })
  const ownCfg = existsSync(join(root, folder, 'ansible.cfg')) ? readAnsibleCfg(textOf('ansible.cfg')) : noAnsibleCfg
  const around = { tasks: JSON.parse(textOf('tasks.json')), alertmanager: textOf('conf/alertmanager.yml') }
  return {
    text: textOf('inventory.ini'),
    read: (text, cfg = ownCfg) =>
      readLegacy(
        readAnsibleInventory(
          { ...files, inventories: [{ file: 'inventory.ini', text }] },
          { defaults, shipped: shippedGroups },
        ),
        cfg,
      ),
    looks: (legacy) => deployedLooks(legacy, around),
  }
}

/** The whole way of a shape as it is. */
export async function shapeTakenOver(name: ShapeName, wishes: TakeoverWishes) {
  const { text, read, looks } = await shape(name)
  const found = read(text)
  if (!found.legacy) throw new Error(found.errors.map(({ message }) => message).join('\n'))
  const taken = reconciled(found.legacy, looks(found.legacy), wishes)
  return { ...taken, warnings: [...found.warnings, ...taken.warnings] }
}
