// One file of variables: group_vars/…, host_vars/…, a role's defaults. A file that Vault closed is opened first; what
// lay in it is Secret, and nothing of its text is ever shown, not even in an error.

import type { Place, Source } from '../../core/place.js'
import { nodeText, type YamlNode } from '../yaml_node.js'
import { readYaml } from '../yaml_source.js'
import type { Findings } from './findings.js'
import { firstLine, type InventorySource, inventorySource, shownAt } from './inventory_source.js'
import { type Layer, Sealed, secretValue, type Variable } from './variable.js'
import { isVault } from './vault.js'
import { ansibleYaml } from './yaml_value.js'
import { yamlVariables } from './yaml_vars.js'

export interface VarsFile {
  readonly source: Source
  readonly layer: Layer
  readonly group?: string
}

export function readVarsFile(file: VarsFile, findings: Findings): Variable[] {
  const source = inventorySource(file.source, { ini: false })
  findings.problems.add(...source.problems)
  findings.warnings.push(...source.warnings)
  if (isVault(source.text)) return closedVariables(source, file, findings)
  return variablesOf(source, file, findings)
}

function variablesOf(source: InventorySource, file: VarsFile, findings: Findings): Variable[] {
  if (!/^\s*[^#\s]/m.test(source.text.replaceAll(/^(---|\.\.\.)\s*$/gm, ''))) return []
  const { root, problems } = readYaml(source, ansibleYaml)
  findings.problems.add(...problems.map((problem) => ({ ...problem, at: problem.at && shownAt(problem.at, source) })))
  if (!root || isNothing(root)) return []
  if (root.kind === 'map') return yamlVariables(root, { ...file, source, findings })
  findings.wrong(shownAt(root.at, source), `a file of variables must be a map: ${nodeText(root)}`)
  return []
}

const isNothing = (root: YamlNode): boolean => root.kind === 'scalar' && root.value === null

function closedVariables(source: InventorySource, file: VarsFile, findings: Findings): Variable[] {
  const at = firstLine(source.shown)
  const opened = findings.opened(source.text, at)
  if (opened instanceof Sealed) return []
  const inner = inventorySource({ file: source.file, text: opened.reveal() }, { ini: false })
  const quiet = findings.within()
  const found = variablesOf(inner, file, quiet)
  for (const problem of quiet.problems.list)
    findings.wrong(at, hiddenTrouble(problem.at), `ansible-vault view ${source.file}`)
  return found.map((variable) => closedVariable(variable, at))
}

const hiddenTrouble = (at: Place | undefined): string =>
  `what Vault closed in this file is no map of variables: see its line ${at?.line ?? 1}`

/** A variable that lay in a Vault: its value is a secret, its place is the Vault. */
export const closedVariable = (variable: Variable, at: Place): Variable => ({
  ...variable,
  value: secretValue(variable.value),
  text: '',
  rendered: '',
  at,
})
