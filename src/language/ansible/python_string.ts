// Python string literals at the start of a text; neighbours join: 'x''y' is xy.

interface Strings {
  readonly text: string
  readonly bytes: boolean
  readonly length: number
}

/** Null where none begins there, or one is not closed. */
export function stringsAt(text: string): Strings | null {
  const found: Strings[] = []
  let at = 0
  for (let next = stringAt(text); next; next = stringAt(text.slice(at))) {
    found.push({ ...next, length: at + next.length })
    at += next.length
    at += /^[ \t\f]*/.exec(text.slice(at))?.[0].length ?? 0
  }
  const last = found.at(-1)
  if (!last || found.some(({ bytes }) => bytes !== last.bytes)) return null
  return { ...last, text: found.map((string) => string.text).join('') }
}

const opening = /^(r|u|b|br|rb)?('''|"""|'|")/i

function stringAt(text: string): Strings | null {
  const [whole = '', prefix = '', quote = ''] = opening.exec(text) ?? []
  if (quote === '') return null
  const closed = closingOf(text, { from: whole.length, quote })
  if (closed === null) return null
  const inner = text.slice(whole.length, closed)
  const plain = /r/i.test(prefix) ? inner : unescaped(inner, { bytes: /b/i.test(prefix) })
  return plain === null ? null : { text: plain, bytes: /b/i.test(prefix), length: closed + quote.length }
}

function closingOf(text: string, { from, quote }: { from: number; quote: string }): number | null {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text.startsWith(quote, at)) return at
  }
  return null
}

const single: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Null where an escape is malformed. `\N{NAME}` is not known here. An unknown escape stays as it is written. */
function unescaped(inner: string, { bytes }: { bytes: boolean }): string | null {
  const pieces = inner.split(anyEscape)
  const plain = pieces.map((piece, index) => (index % 2 === 0 ? piece : escaped(piece, { bytes })))
  return plain.includes(null) ? null : plain.join('')
}

const anyEscape = /(\\(?:[0-7]{1,3}|x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|.))/s
const wanted: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

function escaped(piece: string, { bytes }: { bytes: boolean }): string | null {
  const [sign = '', code] = [piece.charAt(1), piece.slice(2)]
  if (/^[0-7]/.test(sign)) return String.fromCharCode(Number.parseInt(piece.slice(1), 8))
  const length = sign === 'x' || !bytes ? wanted[sign] : undefined
  if (length === undefined) return sign === 'N' && !bytes ? null : (single[sign] ?? piece)
  const point = code.length === length ? Number.parseInt(code, 16) : Number.NaN
  return point <= 0x10ffff ? String.fromCodePoint(point) : null
}
