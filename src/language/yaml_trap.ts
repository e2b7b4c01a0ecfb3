// Lines that look right and are not YAML: what the parser says of them explains nothing, so each gets
// its own words and the corrected line. Looks at one line of text, never at the tree.

interface Trap {
  readonly why: string
  readonly hint: string
}

const tagged = /^(\s*(?:- )*[\w.-]+:\s+)(!\S.*)$/
const nested = /^(\s*(?:- )*[\w.-]+:\s+)([^\s"'[{|>&*!].*: .*)$/
const badStart = /^(\s*(?:- )*(?:[\w.-]+:\s+)?)([@`%].*)$/

/** Why a line that the parser stumbled over is wrong, or null where only the parser's own words are left. */
export function trapOf(line: string): Trap | null {
  if (/^\s*\t/.test(line)) return { why: 'it is indented with a tab', hint: 'indent with blanks' }
  return expressionTrap(line) ?? tagTrap(line) ?? quotingTrap(line)
}

function expressionTrap(line: string): Trap | null {
  if (/(^|[^$])\{\{/.test(line)) {
    const hint = `write: ${line.replaceAll(/(^|[^$])\{\{/g, '$1${{').trim()}`
    return { why: '{{ }} belongs into template files', hint }
  }
  if (!line.includes('${{')) return null
  return { why: 'an expression inside { } or [ ] needs quotes', hint: `write: ${quoteExpressions(line).trim()}` }
}

function tagTrap(line: string): Trap | null {
  const [, head, value] = tagged.exec(line) ?? []
  if (head === undefined || value === undefined) return null
  const tag = value.split(/\s/)[0] ?? value
  return { why: `YAML takes ${tag} for a tag and loses it`, hint: `write: ${head.trimStart()}${quoted(value)}` }
}

function quotingTrap(line: string): Trap | null {
  const [, head, value] = nested.exec(line) ?? []
  if (head !== undefined && value !== undefined) {
    return { why: 'its value holds ": " and needs quotes', hint: `write: ${head.trimStart()}${quoted(value)}` }
  }
  const [, start, rest] = badStart.exec(line) ?? []
  if (start === undefined || rest === undefined) return null
  return { why: `a value that begins with ${rest[0]} needs quotes`, hint: `write: ${start.trimStart()}${quoted(rest)}` }
}

/** The line with quotes around each expression that has none. */
export function quoteExpressions(line: string): string {
  return line.replaceAll(
    /(["']?)([^\s"',{}[\]]*\$\{\{.*?\}\}[^\s"',{}[\]]*)\1/g,
    (whole, quote: string, value: string) => (quote ? whole : quoted(value)),
  )
}

/** A text as a quoted YAML scalar on one line. */
export function quoted(text: string): string {
  const bare = text.trimEnd()
  return /["\\]/.test(bare) ? `'${bare.replaceAll("'", "''")}'` : `"${bare}"`
}
