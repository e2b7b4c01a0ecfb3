// The words of a line as a shell would read them, without expanding anything: quotes and backslashes hold blanks.

export function shellWords(text: string): string[] {
  const words = text.match(/(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'\\])+/gs) ?? []
  return words.map((word) =>
    word.replace(/\\(.)|"((?:\\.|[^"\\])*)"|'([^']*)'/gs, (_, escaped, double, single) =>
      String(escaped ?? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? ''),
    ),
  )
}
