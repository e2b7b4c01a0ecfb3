// One NAME=VALUE of an INI inventory as a variable, and what Ansible does to it that its writer may not know.

import { pythonLiteral } from './python_literal.js'
import type { Variable } from './variable.js'

export type Written = Pick<Variable, 'name' | 'text' | 'at' | 'layer' | 'group' | 'cut'>

export function iniVariable(written: Written): { variable: Variable; warnings: readonly string[] } {
  const literal = pythonLiteral(written.text)
  const typed = literal?.kind === 'value' ? literal : { value: written.text, rendered: written.text }
  const text = typeof typed.value === 'string' ? typed.value : written.text
  const { name } = written
  const warnings = [
    ...(written.cut ? [`${name} ends here, as an unquoted # begins a comment even within a word`] : []),
    ...(literal?.kind === 'other' ? [`${name} is ${literal.what} for Ansible; it is kept as text here`] : []),
    ...(literal === null && written.layer === 'inventory' && /\s[#;]/.test(written.text)
      ? [`${name} keeps what looks like a comment behind it, as its value has no quotes`]
      : []),
    ...(/^[“”‘’]|[“”‘’]$/.test(written.text) ? [`${name} has quotation marks that are none for Ansible`] : []),
  ]
  return { variable: { ...written, value: typed.value, text, rendered: typed.rendered, shadows: [] }, warnings }
}
