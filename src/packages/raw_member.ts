// One member of a JSON object as the text it was written with: signatures are over these bytes, and no serialiser
// gives them back. What is cut out here is parsed too, so that what is verified is what is read.

const blank = /[ \t\r\n]*/y
const string = /"(?:[^"\\]|\\.)*"/y
const scalar = /[^\s,[\]{}"]+/y

/** Null where the text is no object, has no such member, or has it twice. */
export function rawMember(text: string, name: string): string | null {
  const found: string[] = []
  let at = skip(text, blank, 0)
  if (text[at] !== '{') return null
  do {
    const begin = skip(text, blank, at + 1)
    const colon = skip(text, blank, skip(text, string, begin))
    if (text[colon] !== ':') return null
    const value = skip(text, blank, colon + 1)
    const end = valueEnd(text, value)
    if (keyOf(text.slice(begin, colon)) === name) found.push(text.slice(value, end))
    at = skip(text, blank, end)
  } while (text[at] === ',')
  const [only, another] = found
  return text[at] === '}' && skip(text, blank, at + 1) === text.length && another === undefined ? (only ?? null) : null
}

/** Where the pattern's match ends; where it begins, if there is none. */
function skip(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

function valueEnd(text: string, from: number): number {
  let depth = 0
  let at = from
  do {
    const character = text[at]
    if (character === undefined) return at
    if (character === '"') at = Math.max(skip(text, string, at), at + 1)
    else if ('[{]},: \t\r\n'.includes(character)) at++
    else at = skip(text, scalar, at)
    if (character === '{' || character === '[') depth++
    if (character === '}' || character === ']') depth--
  } while (depth > 0)
  return at
}

function keyOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return null
  }
}
