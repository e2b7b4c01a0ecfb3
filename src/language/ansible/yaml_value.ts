// A value of an Ansible YAML file as data. Ansible reads YAML 1.1: an unquoted yes is true, 1e3 is a text, 0644 is octal
// and 1:30 is 90. Where that differs from the YAML of our own files, Ansible's meaning counts here; what hardly anybody
// means is said.

import type { YamlNode, YamlScalar } from '../yaml_node.js'
import type { Findings } from './findings.js'
import { type InventorySource, shownAt } from './inventory_source.js'
import type { VarValue } from './variable.js'

/** How the careful reader takes a file of Ansible's. */
export const ansibleYaml = { tags: ['!vault', '!vault-encrypted', '!unsafe'], yaml11: true } as const

interface Where {
  readonly source: Pick<InventorySource, 'shown'>
  readonly findings: Findings
}

export function yamlValue(node: YamlNode, where: Where): VarValue {
  if (node.kind === 'list') return node.items.map((item) => yamlValue(item, where))
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, yamlValue(value, where)]))
  if (node.tag?.startsWith('!vault')) return where.findings.opened(String(node.value ?? ''), node.at)
  if (node.tag === '!unsafe') return node.text
  return node.plain && node.tag === undefined ? plainValue(node, where) : node.value
}

/** As PyYAML's resolver has it. */
function plainValue(node: YamlScalar, { source, findings }: Where): VarValue {
  const { text, value } = node
  if (/^(yes|Yes|YES|on|On|ON)$/.test(text)) return true
  if (/^(no|No|NO|off|Off|OFF)$/.test(text)) return false
  const number = oldNumber(text)
  if (number === null) return typeof value === 'number' && isNewNumber(text) ? text : value
  if (number.odd)
    findings.odd(shownAt(node.at, source), `this is ${number.odd} for Ansible: quote it where text is meant`)
  return number.value
}

/** What is a number in YAML 1.1 alone; `odd` says which one, where most people mean a text. */
function oldNumber(written: string): { value: number; odd?: string } | null {
  const text = written.replaceAll('_', '')
  const sign = text.startsWith('-') ? -1 : 1
  const digits = text.replace(/^[-+]/, '')
  if (/^[-+]?0[0-7_]+$/.test(written)) return { value: sign * Number.parseInt(digits, 8), odd: 'an octal number' }
  if (/^[-+]?[1-9][\d_]*(:[0-5]?\d)+$/.test(written)) {
    const value = digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    return { value: sign * value, odd: 'a number of base 60' }
  }
  if (/^[-+]?0b[01_]+$/.test(written)) return { value: sign * Number.parseInt(digits.slice(2), 2) }
  if (/^[-+]?0x[\da-fA-F_]+$/.test(written)) return { value: sign * Number.parseInt(digits, 16) }
  return /^[-+]?[1-9][\d_]*$/.test(written) && written.includes('_') ? { value: sign * Number(digits) } : null
}

/** A number for YAML 1.2, a text for Ansible: 0o17, 1e3, 08. */
const isNewNumber = (text: string): boolean => /^(0o|[-+]?[\d.]+e(?![-+])|[-+]?\d+e|[-+]?0\d+$)/i.test(text)
