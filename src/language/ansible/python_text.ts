// How Python prints a value: what Ansible wrote into a file where a variable was no text.

import { isList, isMap, type VarValue } from './variable.js'

/** As str() prints it. */
export const pythonText = (value: VarValue): string => (typeof value === 'string' ? value : pythonRepr(value))

function pythonRepr(value: VarValue): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return quotedText(value)
  if (isList(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (!isMap(value)) return String(value)
  const entries = Object.entries(value).map(([key, entry]) => `${quotedText(key)}: ${pythonRepr(entry)}`)
  return `{${entries.join(', ')}}`
}

function quotedText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const bare = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n')
  return quote + bare + quote
}

/** As repr() prints a float: 1000.0, 1.1, 1e+16, 1e-05. */
export function floatText(number: number): string {
  if (number === 0) return Object.is(number, -0) ? '-0.0' : '0.0'
  const [digits = '', power = '0'] = number.toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) return String(number).includes('.') ? plainText(number) : `${number}.0`
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

/** Below 16 digits JavaScript and Python print the same. */
const plainText = (number: number): string => String(number)
