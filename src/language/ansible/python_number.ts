// A Python number at the start of a text: 101, 1_000, 0x10, 1.10, 1e3, 2j. `017` is none (Python 3).

export interface PythonNumber {
  readonly kind: 'int' | 'float' | 'complex'
  readonly value: number
  readonly length: number
}

const digits = String.raw`\d(?:_?\d)*`
const exponent = `[eE][-+]?${digits}`
const float = new RegExp(
  `^(?:(?:${digits})?\\.${digits}(?:${exponent})?|${digits}\\.(?:${exponent})?|${digits}${exponent})`,
)
const based = /^0(?:[xX](?:_?[\da-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)/
const decimal = /^(?:[1-9](?:_?\d)*|0(?:_?0)*)/
const imaginary = new RegExp(`^(?:${float.source.slice(1)}|${digits})[jJ]`)

/** Null where none begins there, or where letters or digits run on. */
export function numberAt(text: string): PythonNumber | null {
  const [written, kind] = numberText(text)
  if (written === undefined || /^[\w.]/.test(text.slice(written.length))) return null
  return { kind, value: Number(written.replaceAll('_', '').replace(/[jJ]$/, '')), length: written.length }
}

function numberText(text: string): [string | undefined, PythonNumber['kind']] {
  const complex = imaginary.exec(text)?.[0]
  if (complex !== undefined) return [complex, 'complex']
  const base = based.exec(text)?.[0]
  if (base !== undefined) return [base, 'int']
  const broken = float.exec(text)?.[0]
  return broken === undefined ? [decimal.exec(text)?.[0], 'int'] : [broken, 'float']
}
