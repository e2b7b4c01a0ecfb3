// `inventory convert FILE NEW.yaml`: the same inventory in YAML. The new file is read again and compared, value by value,
// before it takes its place; it holds what the old one holds, passwords too, so nobody else may read it.

import { dirname, extname, relative, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { Secret } from '../core/secret.js'
import { inventoryYaml } from '../language/ansible/inventory_yaml.js'
import { type AnsibleInventory, readAnsibleInventory } from '../language/ansible/read_inventory.js'
import { type Layer, Sealed, type Variable, type Variables, valuesWithin } from '../language/ansible/variable.js'
import { writeFileAtomic } from '../state/files.js'
import { confirmed } from './confirmed.js'
import { fileTree } from './file_tree.js'

/** Throws where the file exists and nobody says that it may go, or where something of it cannot be written. */
export async function convert(found: AnsibleInventory, invocation: Invocation, to: string): Promise<void> {
  const { settings, io } = invocation
  if (!['.yaml', '.yml'].includes(extname(to))) throw refused(`cannot write ${to} as its name does not end with .yaml`)
  const closed = own(found).find(({ values }) => values.some(isClosed))
  if (closed)
    throw refused(
      `cannot convert ${found.path} as it holds what Vault closed: ${closed.name}`,
      'it would lie open in the new file',
    )
  const text = `# Converted from ${found.path} by dmbook. Comments were not taken over.\n${inventoryYaml(found)}`
  compare(found, { file: to, text })
  if ((await fileTree(settings.cwd).kind(to)) !== 'missing') await confirmed(invocation, `Replace ${to}?`)
  await writeFileAtomic(resolve(settings.cwd, to), text)
  if (settings.json)
    io.say(JSON.stringify({ schema: 'dmbook/inventory-convert/v1', file: to, hosts: found.hosts.size }))
  else io.say(`${to}: the same inventory; read again and compared`)
  const beside = relative(dirname(resolve(settings.cwd, found.path)), dirname(resolve(settings.cwd, to)))
  if (found.beside && beside !== '') io.warn(`group_vars/ and host_vars/ count only beside ${to}: copy them there`)
}

/** Hosts, their groups, and what the inventory itself says of them. */
function compare(found: AnsibleInventory, made: { file: string; text: string }): void {
  const alone = { path: made.file, folder: '.', playbookDir: null, inventories: [made], vars: [], warnings: [] }
  const again = readAnsibleInventory(alone)
  const differs = [...found.hosts.values()].find(({ name, groups }) => {
    const other = again.hosts.get(name)
    return !other || !isDeepStrictEqual([...groups].sort(), [...other.groups].sort())
  })
  const values = (inventory: AnsibleInventory) => own(inventory).map(({ name, values }) => [name, values] as const)
  const order = isDeepStrictEqual([...found.hosts.keys()], [...again.hosts.keys()])
  const same = isDeepStrictEqual(new Map(values(found)), new Map(values(again)))
  if (differs || !order || !same)
    throw new TypeError(`the converted inventory differs: ${differs?.name ?? 'its values'}`)
}

interface Own {
  /** `host.variable` or `group:variable` */
  readonly name: string
  readonly values: readonly unknown[]
}

function own({ hosts, groups }: AnsibleInventory): Own[] {
  return [
    ...[...groups.values()].flatMap(({ name, vars }) => ofLayer(vars, { owner: `${name}:`, layer: 'inventory' })),
    ...[...hosts.values()].flatMap(({ name, vars }) => ofLayer(vars, { owner: `${name}.`, layer: 'host' })),
  ]
}

function ofLayer(vars: Variables, { owner, layer }: { owner: string; layer: Layer }): Own[] {
  return [...vars.values()].flatMap((variable) => {
    const said = [variable, ...variable.shadows].find((each) => each.layer === layer)
    return said ? [{ name: `${owner}${said.name}`, values: valuesOf(said) }] : []
  })
}

/** A float that became a whole number would be another value for Ansible. */
const valuesOf = ({ value, unresolved, rendered }: Variable): unknown[] =>
  unresolved === undefined ? [...valuesWithin(value), rendered] : valuesWithin(unresolved)

const isClosed = (value: unknown): boolean => value instanceof Secret || value instanceof Sealed

const refused = (message: string, hint?: string): DmbookError =>
  new DmbookError(message, { code: 'E-CONVERT', exit: 'input', hint })
