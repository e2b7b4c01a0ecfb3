// The words of one line of a run script, as a shell would split them. Knows quotes, backslashes and variables that the
// script has set; whatever would run something, or whose value is not known here, makes the whole line unreadable.

export type Variables = ReadonlyMap<string, string>

/** A part of a word, what parts words, or a redirection. */
type Piece = { readonly kind: 'part' | 'blank' | 'redirection'; readonly text: string }

const pattern = /'([^']*)'|"((?:[^"\\`]|\\.)*)"|\\(.)|(\d?>>)|(\s+)|([^\s'"\\`;&|()<>]+)/gy

/** Null where it is more than words. Redirections stand as words of their own: `>>`, `2>>`. */
export function shellWords(line: string, variables: Variables): string[] | null {
  const pieces = piecesOf(line, variables)
  if (pieces === null) return null
  const words: string[] = []
  let inside = false
  for (const { kind, text } of pieces) {
    if (kind === 'part' && inside) words.push(`${words.pop()}${text}`)
    else if (kind !== 'blank') words.push(text)
    inside = kind === 'part'
  }
  return words
}

function piecesOf(line: string, variables: Variables): Piece[] | null {
  const pieces: Piece[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < line.length) {
    const piece = pieceOf(pattern.exec(line), variables)
    if (piece === null) return null
    pieces.push(piece)
  }
  return pieces
}

function pieceOf(match: RegExpExecArray | null, variables: Variables): Piece | null {
  if (!match) return null
  const [, single, double, escaped, redirection, blank, bare] = match
  if (redirection !== undefined) return { kind: 'redirection', text: redirection }
  if (blank !== undefined) return { kind: 'blank', text: blank }
  const literal = single ?? escaped
  const text = literal ?? expanded(bare ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? '', variables)
  return text === null ? null : { kind: 'part', text }
}

/** `$NAME` and `${NAME}`; null where one is not known, or something else would be put in. */
function expanded(text: string, variables: Variables): string | null {
  let known = true
  const result = text.replaceAll(/\$(?:\{(\w+)\}|(\w+)|.|$)/g, (_, braced?: string, plain?: string) => {
    const value = variables.get(braced ?? plain ?? '')
    known &&= value !== undefined
    return value ?? ''
  })
  return known ? result : null
}
