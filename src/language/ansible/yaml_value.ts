// A value of an Ansible YAML file as data. Ansible reads YAML 1.1: an unquoted yes is true, 1e3 is a text. Where that
// differs from the YAML of our own files, Ansible's meaning counts here.

import type { YamlNode, YamlScalar } from '../yaml_node.js'
import type { Findings } from './findings.js'
import type { VarValue } from './variable.js'

export const keptTags = ['!vault', '!vault-encrypted', '!unsafe']

export function yamlValue(node: YamlNode, findings: Findings): VarValue {
  if (node.kind === 'list') return node.items.map((item) => yamlValue(item, findings))
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, yamlValue(value, findings)]))
  if (node.tag?.startsWith('!vault')) return findings.opened(String(node.value ?? ''), node.at)
  return node.plain && node.tag === undefined ? plainValue(node) : node.tag === '!unsafe' ? node.text : node.value
}

/** As PyYAML's resolver has it. */
function plainValue({ text, value }: YamlScalar): VarValue {
  if (/^(yes|Yes|YES|on|On|ON)$/.test(text)) return true
  if (/^(no|No|NO|off|Off|OFF)$/.test(text)) return false
  if (/^[-+]?[1-9][\d_]*$/.test(text) && text.includes('_')) return Number(text.replaceAll('_', ''))
  if (typeof value === 'number' && /^(0o|[-+]?[\d.]+e(?![-+])|[-+]?\d+e)/i.test(text)) return text
  return value
}
