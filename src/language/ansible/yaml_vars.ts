// The variables of a YAML map, each with its place.

import type { YamlMap } from '../yaml_node.js'
import type { Findings } from './findings.js'
import { type InventorySource, shownAt } from './inventory_source.js'
import { floatText, pythonText } from './python_text.js'
import type { Layer, Variable, VarValue } from './variable.js'
import { yamlValue } from './yaml_value.js'

interface Where {
  readonly source: Pick<InventorySource, 'shown'>
  readonly layer: Layer
  readonly group?: string
  readonly findings: Findings
}

export function yamlVariables(map: YamlMap, { source, layer, group, findings }: Where): Variable[] {
  return map.entries.map(({ key, value: node }) => {
    const value = yamlValue(node, { source, findings })
    const text = node.kind === 'scalar' ? node.text : ''
    const at = shownAt(node.at, source)
    const belongs = group === undefined ? {} : { group }
    return { name: key, value, text, rendered: rendered(value, text), at, layer, ...belongs, cut: false, shadows: [] }
  })
}

const rendered = (value: VarValue, text: string): string =>
  typeof value === 'number' && /[.e]/.test(text) ? floatText(value) : pythonText(value)
