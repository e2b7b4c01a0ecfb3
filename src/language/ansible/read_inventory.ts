// Reads an Ansible inventory, INI or YAML, with the variables beside it: hosts, groups, and for each host the value of
// every variable with its place, its layer and what it beats. Pure: files come in as texts, nothing is run or rendered.

import { extname } from 'node:path'
import type { Problem } from '../../core/error.js'
import type { Place, Source } from '../../core/place.js'
import { Secret } from '../../core/secret.js'
import { Findings } from './findings.js'
import { GroupTree } from './group_tree.js'
import { readIni } from './ini_inventory.js'
import type { EntityFile, InventoryFiles } from './inventory_files.js'
import { inventorySource } from './inventory_source.js'
import type { GroupText } from './inventory_text.js'
import { type FileVars, Layers } from './layers.js'
import { resolved } from './references.js'
import { Sealed, type Variable, type Variables } from './variable.js'
import { closedVariable, readVarsFile } from './vars_file.js'
import { isVault, type VaultKey } from './vault.js'
import { readYamlInventory } from './yaml_inventory.js'

export interface AnsibleHost {
  readonly name: string
  /** where it is named first */
  readonly at: Place
  /** all that it lies in, from the weakest to the strongest, `all` first */
  readonly groups: readonly string[]
  readonly vars: Variables
}

export interface AnsibleGroup {
  readonly name: string
  /** null of `all` and `ungrouped` where no file has them */
  readonly at: Place | null
  readonly children: readonly string[]
  /** its own and those of the groups below */
  readonly hosts: readonly string[]
  readonly own: readonly string[]
  /** what it gives itself, nothing that it inherits; not resolved */
  readonly vars: Variables
}

export interface AnsibleInventory {
  /** as it was given */
  readonly path: string
  /** whether variables lie beside it, in group_vars/ or host_vars/ */
  readonly beside: boolean
  /** in the inventory's order */
  readonly hosts: ReadonlyMap<string, AnsibleHost>
  readonly groups: ReadonlyMap<string, AnsibleGroup>
  readonly warnings: readonly Problem[]
  /** what Vault closed and no given password opens: to be thrown by whoever needs all values */
  readonly sealed: readonly Problem[]
}

export interface ReadOptions {
  readonly keys?: readonly VaultKey[]
  /** defaults of roles: the weakest layer */
  readonly defaults?: readonly Source[]
  /** groups whose files in group_vars/ may lie there without the group, and nothing is said */
  readonly shipped?: readonly string[]
}

/** Throws E-INVENTORY with all that is wrong. */
export function readAnsibleInventory(
  files: InventoryFiles,
  { keys = [], defaults = [], shipped = [] }: ReadOptions = {},
): AnsibleInventory {
  const findings = new Findings(keys)
  findings.warnings.push(...files.warnings)
  const texts = files.inventories.flatMap((source) => readInventory(source, findings))
  const tree = new GroupTree(texts, findings)
  const layers = new Layers(tree, fileVars(files, { tree, defaults, shipped, findings }))
  findings.problems.throwIfAny('E-INVENTORY')
  const inventory = {
    hosts: new Map(tree.hostsOf('all').map((name) => [name, hostOf(name, { tree, layers, findings, files })])),
    groups: new Map(tree.groups.map((name) => [name, groupOf(name, { tree, layers })])),
  }
  findings.problems.throwIfAny('E-INVENTORY')
  return {
    path: files.path,
    beside: files.vars.length > 0,
    ...inventory,
    warnings: once(findings.warnings),
    sealed: once(findings.sealed),
  }
}

function readInventory(given: Source, findings: Findings): GroupText[] {
  const ini = isIni(given)
  const source = inventorySource(given, { ini })
  findings.problems.add(...source.problems)
  findings.warnings.push(...source.warnings)
  if (!isVault(source.text)) return ini ? readIni(source, findings) : readYamlInventory(source, findings)
  const at = { source: source.shown, line: 1, column: 1, length: 1 }
  const opened = findings.opened(source.text, at)
  if (opened instanceof Sealed) findings.wrong(at, 'Vault closed the whole file', '--vault-password-file FILE')
  return opened instanceof Secret ? closedInventory({ file: given.file, text: opened.reveal() }, { at, findings }) : []
}

/** Of what lay in a Vault nothing is shown. */
function closedInventory(source: Source, { at, findings }: { at: Place; findings: Findings }): GroupText[] {
  const quiet = findings.within()
  const texts = readInventory(source, quiet)
  for (const problem of quiet.problems.list)
    findings.wrong(
      at,
      `line ${problem.at?.line ?? 1} of what Vault closed is no inventory`,
      `ansible-vault view ${source.file}`,
    )
  return texts.map((text) => hiddenText(text, at))
}

const hiddenText = (text: GroupText, at: Place): GroupText => ({
  ...text,
  at,
  vars: text.vars.map((variable) => closedVariable(variable, at)),
  hosts: text.hosts.map((host) => ({ ...host, at, vars: host.vars.map((variable) => closedVariable(variable, at)) })),
  children: text.children.map((child) => ({ ...child, at })),
})

/** As Ansible tries them: YAML by its ending; without one by its first line. */
export function isIni({ file, text }: Source): boolean {
  const ending = extname(file)
  if (['.yaml', '.yml', '.json'].includes(ending)) return false
  if (ending === '.ini') return true
  const first = text.split('\n').find((line) => /^\s*[^\s#;]/.test(line)) ?? ''
  return !/^(---|\{|[^\s=[\]]+:(\s|$))/.test(first.trim())
}

interface Reading {
  readonly tree: GroupTree
  readonly layers: Layers
  readonly findings: Findings
  readonly files: InventoryFiles
}

function hostOf(name: string, { tree, layers, findings, files }: Reading): AnsibleHost {
  const [first] = tree.mentionsOf(name)
  if (!first) throw new TypeError(`${name} is named nowhere`)
  const built = {
    inventory_hostname: name,
    inventory_hostname_short: name.split('.')[0] ?? name,
    ansible_host: name,
    inventory_dir: files.folder,
    inventory_file: files.path,
    playbook_dir: files.playbookDir ?? files.folder,
  }
  return { name, at: first.at, groups: tree.groupsOf(name), vars: resolved(layers.ofHost(name), built, findings) }
}

function groupOf(name: string, { tree, layers }: Pick<Reading, 'tree' | 'layers'>): AnsibleGroup {
  const at = tree.textsOf(name).find(({ at: { source }, declares }) => source && declares)?.at ?? null
  const hosts = { hosts: tree.hostsOf(name), own: tree.ownHosts(name) }
  return { name, at, children: tree.childrenOf(name), ...hosts, vars: layers.ofGroup(name) }
}

function fileVars(
  { vars }: InventoryFiles,
  {
    tree,
    defaults,
    shipped,
    findings,
  }: Pick<Reading, 'tree' | 'findings'> & Pick<Required<ReadOptions>, 'defaults' | 'shipped'>,
): FileVars {
  const layers = { groups: new Map<string, Variable[][]>(), hosts: new Map<string, Variable[][]>() }
  for (const file of vars) {
    const { of, name, side, source } = file
    if (!isKnown(file, tree)) {
      if (of === 'group' && shipped.includes(name)) continue
      findings.warnings.push({ message: `${source.file} is not used as there is no ${of} ${name}` })
      continue
    }
    const layer = of === 'group' ? ({ layer: 'group_vars', group: name } as const) : ({ layer: 'host_vars' } as const)
    const sides = layers[`${of}s`].get(name) ?? [[], []]
    sides[side]?.push(...readVarsFile({ source, ...layer }, findings))
    layers[`${of}s`].set(name, sides)
  }
  return { defaults: defaults.flatMap((source) => readVarsFile({ source, layer: 'defaults' }, findings)), ...layers }
}

const isKnown = ({ of, name }: EntityFile, tree: GroupTree): boolean =>
  of === 'group' ? tree.groups.includes(name) : tree.mentionsOf(name).length > 0

function once(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ message, at }) => {
    const key = `${at?.source.file}:${at?.line}:${at?.column}:${message}`
    return !seen.has(key) && seen.add(key)
  })
}
