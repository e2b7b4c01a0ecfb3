// The directory of dm-ansible, read as a whole before anything is contacted: the inventory with its variables, the
// defaults of the roles, ansible.cfg. Nothing of it is run, nothing is written.

import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, inputError, problemText } from '../core/error.js'
import type { Source } from '../core/place.js'
import { type AnsibleCfg, noAnsibleCfg, readAnsibleCfg } from '../dm/legacy/ansible_cfg.js'
import { type JumpFound, jumpBefore } from '../dm/legacy/jump.js'
import { withoutHosts } from '../dm/legacy/left_host.js'
import { type Legacy, shippedGroups } from '../dm/legacy/process.js'
import { readLegacy } from '../dm/legacy/read_legacy.js'
import { inventoryFiles } from '../language/ansible/inventory_files.js'
import { readAnsibleInventory } from '../language/ansible/read_inventory.js'
import type { VaultKey } from '../language/ansible/vault.js'
import type { Scope } from '../language/playbook.js'
import { readText } from '../state/files.js'
import { fileTree } from './file_tree.js'
import { vaultKeys } from './vault_keys.js'
import { givenList } from './words.js'

export interface LegacyDirectory {
  readonly path: string
  readonly legacy: Legacy
  readonly jump: JumpFound
}

/** Says warnings; throws everything that is wrong, with its places. */
export async function legacyDirectory(invocation: Invocation, inputs: Scope): Promise<LegacyDirectory> {
  const { settings, io } = invocation
  const path = resolve(settings.cwd, String(inputs.dir))
  const file = resolve(path, String(inputs.inventory))
  if (!(await exists(path))) throw noDirectory(`cannot import ${path} as there is no such directory`)
  if (!(await exists(file)))
    throw noDirectory(`cannot import ${path} as it has no ${basename(file)}`, 'name it: --inventory FILE')
  if (!(await isOrdinary(file)))
    throw noDirectory(`cannot import ${path} as ${basename(file)} is no file and no folder`)
  const within = (name: string): Promise<string | null> => textWithin(path, name, invocation)
  const cfg = await ansibleCfg(within, settings)
  const keys = await openedBy(invocation, { cfg, path })
  const inventory = readAnsibleInventory(
    await inventoryFiles(file, { tree: fileTree(settings.cwd), playbookDir: path }),
    { keys, defaults: await roleDefaults(path, within), shipped: shippedGroups },
  )
  if (inventory.sealed.length > 0) throw inputError('E-IMPORT', inventory.sealed)
  const { legacy, errors, warnings } = readLegacy(inventory, cfg)
  for (const warning of warnings) io.warn(`warning: ${problemText(warning)}`)
  if (!legacy) throw inputError('E-IMPORT', errors)
  const kept = withoutHosts(legacy, givenList(inputs.leave_host))
  if ('why' in kept) throw new DmbookError(`cannot leave a host out as ${kept.why}`, { code: 'E-USAGE', exit: 'input' })
  return { path, legacy: kept, jump: jumpBefore(kept.processes, cfg) }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const noDirectory = (message: string, hint = 'give the directory of dm-ansible: --dir DIR'): DmbookError =>
  new DmbookError(message, { code: 'E-IMPORT', exit: 'input', hint })

/** A pipe would never end. */
const isOrdinary = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile() || found.isDirectory())

type Within = (name: string) => Promise<string | null>

/** Null where there is no such file, or none that may be read: a link that leads out of the directory, a pipe. */
async function textWithin(path: string, name: string, { settings, io }: Invocation): Promise<string | null> {
  const tree = fileTree(settings.cwd)
  const file = join(path, name)
  const kind = await tree.kind(file, { within: path })
  if (kind === 'file') return tree.read(file)
  if (kind !== 'missing') io.warn(`warning: ${file} is not read as it is no regular file of its folder`)
  return null
}

/** The first that is there, as Ansible looks for it. */
async function ansibleCfg(within: Within, { userHome }: Invocation['settings']): Promise<AnsibleCfg> {
  const own = await within('ansible.cfg')
  if (own !== null) return readAnsibleCfg(own)
  for (const candidate of [join(userHome, '.ansible.cfg'), '/etc/ansible/ansible.cfg']) {
    const text = await readText(candidate)
    if (text !== null) return readAnsibleCfg(text)
  }
  return noAnsibleCfg
}

/** Passwords of Vault: those of the flags, or of the file that ansible.cfg names. */
function openedBy(
  invocation: Invocation,
  { cfg, path }: { readonly cfg: AnsibleCfg; readonly path: string },
): Promise<VaultKey[]> {
  const { options } = invocation
  const { vaultPasswordFile: file } = cfg
  const none = options.vault_password_file === undefined && options.vault_id === undefined
  if (!none || file === null) return vaultKeys(invocation)
  return vaultKeys({ ...invocation, options: { vault_password_file: [resolve(path, file)] } })
}

/** What the roles say where nobody says otherwise; operators edit them too. */
async function roleDefaults(path: string, within: Within): Promise<Source[]> {
  const roles = await readdir(join(path, 'roles')).catch(() => [])
  const found = await Promise.all(
    roles.toSorted().map(async (role) => {
      const name = join('roles', role, 'defaults', 'main.yml')
      const text = await within(name)
      return text === null ? [] : [{ file: join(path, name), text }]
    }),
  )
  return found.flat()
}
