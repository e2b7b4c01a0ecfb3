// Cuts a text at its `${{ … }}`. An expression ends at the first `}}` that is not inside its own quotes or braces.
// One pass: what an expression gives is never looked at again.

export interface TextPart {
  readonly kind: 'text' | 'expression'
  readonly text: string
  /** where the part's text begins in the whole */
  readonly offset: number
}

/** `open` is the offset of a `${{` that is never closed. */
export interface Interpolation {
  readonly parts: readonly TextPart[]
  readonly open: number | null
}

export function interpolation(text: string): Interpolation {
  const parts: TextPart[] = []
  let done = 0
  for (let start = text.indexOf('${{'); start !== -1; start = text.indexOf('${{', done)) {
    const end = closing(text, start + 3)
    if (end === null) return { parts, open: start }
    if (start > done) parts.push({ kind: 'text', text: text.slice(done, start), offset: done })
    parts.push(expressionPart(text, { start: start + 3, end }))
    done = end + 2
  }
  if (done < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(done), offset: done })
  return { parts, open: null }
}

function expressionPart(text: string, { start, end }: { start: number; end: number }): TextPart {
  const inner = text.slice(start, end)
  return { kind: 'expression', text: inner.trim(), offset: start + inner.length - inner.trimStart().length }
}

function closing(text: string, from: number): number | null {
  let braces = 0
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '"' || character === "'") at = quoteEnd(text, at)
    else if (character === '{') braces++
    else if (character === '}' && braces > 0) braces--
    else if (character === '}') return text[at + 1] === '}' ? at : null
  }
  return null
}

/** The offset of the quote that closes the one at `start`, or the end of the text. */
function quoteEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === text[start]) return at
  }
  return text.length
}
