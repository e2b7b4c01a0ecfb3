// Whether a text stands in a script in single quotes only. A scanner of its own: it must not trust what it judges.

/** The parts of a script outside single quotes and quoted here-documents. */
export function unquotedParts(script: string): string {
  let rest = withoutHereDocuments(script)
  let bare = ''
  while (rest !== '') {
    const [part, length] = nextPart(rest)
    bare += part
    rest = rest.slice(length)
  }
  return bare
}

/** What counts of the next piece, and how long the piece is. */
function nextPart(rest: string): [part: string, length: number] {
  if (rest.startsWith('\\')) return [rest.slice(0, 2), 2]
  if (rest.startsWith("'")) return ['', closing(rest)]
  if (rest.startsWith('"')) {
    const [text] = /^"(?:\\.|[^"\\])*"?/s.exec(rest) ?? ['"']
    return [text, text.length]
  }
  const [text] = /^[^\\'"]+/.exec(rest) ?? [rest]
  return [text, text.length]
}

function closing(rest: string): number {
  const end = rest.indexOf("'", 1)
  return end < 0 ? rest.length : end + 1
}

const withoutHereDocuments = (script: string): string => script.replace(/<<'(\w+)'\n[\s\S]*?^\1$/gm, '')
