// Splits a host line as Ansible does (Python's shlex, POSIX rules, comments on): quotes group, a backslash escapes,
// adjacent pieces join. An unquoted # ends the line even in the middle of a word; that is said, as it bites.

/** `start` and `end` count characters of the line. */
export interface ShellWord {
  readonly text: string
  readonly start: number
  readonly end: number
  /** an unquoted # ended it */
  readonly cut: boolean
}

export type ShellLine =
  | { readonly kind: 'words'; readonly words: readonly ShellWord[] }
  | { readonly kind: 'broken'; readonly why: string; readonly at: number }

export function shellWords(line: string): ShellLine {
  const words: ShellWord[] = []
  for (let at = wordStart(line, 0); at < line.length && line[at] !== '#'; at = wordStart(line, at)) {
    const word = wordAt(line, at)
    if ('why' in word) return { kind: 'broken', ...word }
    words.push(word)
    if (word.cut) break
    at = word.end
  }
  return { kind: 'words', words }
}

const blank = (sign: string | undefined): boolean => sign === ' ' || sign === '\t'

function wordStart(line: string, from: number): number {
  let at = from
  while (blank(line[at])) at++
  return at
}

type Broken = { readonly why: string; readonly at: number }

function wordAt(line: string, start: number): ShellWord | Broken {
  let text = ''
  let at = start
  while (at < line.length && !blank(line[at])) {
    const sign = line[at] ?? ''
    if (sign === '#') return { text, start, end: at, cut: true }
    const piece = pieceAt(line, at)
    if ('why' in piece) return piece
    text += piece.text
    at = piece.end
  }
  return { text, start, end: at, cut: false }
}

function pieceAt(line: string, at: number): { text: string; end: number } | Broken {
  const sign = line[at] ?? ''
  if (sign === '\\') {
    const next = line[at + 1]
    return next === undefined ? { why: 'nothing follows the backslash', at } : { text: next, end: at + 2 }
  }
  if (sign === "'") {
    const end = line.indexOf("'", at + 1)
    return end < 0 ? unclosed(at) : { text: line.slice(at + 1, end), end: end + 1 }
  }
  return sign === '"' ? doubleQuoted(line, at) : { text: sign, end: at + 1 }
}

/** A backslash escapes only a quote and itself; before anything else it stays. */
function doubleQuoted(line: string, start: number): { text: string; end: number } | Broken {
  const inner = /^(?:[^"\\]|\\.)*/s.exec(line.slice(start + 1))?.[0] ?? ''
  const end = start + 1 + inner.length
  if (line[end] !== '"') return unclosed(start)
  return { text: inner.replaceAll(/\\(["\\])/g, '$1'), end: end + 1 }
}

const unclosed = (at: number): Broken => ({ why: 'a quote is not closed', at })
