// What several machines say at once, as lines that are whole: each with the name of its machine before it.

/** `end` prints what has no line end yet. */
export interface LineOutput {
  add(text: string): void
  end(): void
}

/** `name` null: the text as it comes, of one machine alone. `width` aligns names. */
export function lineOutput(
  write: (text: string) => void,
  { name, width }: { readonly name: string | null; readonly width: number },
): LineOutput {
  if (name === null) return { add: write, end: () => {} }
  let open = ''
  const shown = (line: string): string => `${name.padEnd(width)} | ${line}\n`
  return {
    add(text) {
      const lines = (open + text).split('\n')
      open = lines.pop() ?? ''
      if (lines.length > 0) write(lines.map(shown).join(''))
    },
    end() {
      if (open !== '') write(shown(open))
      open = ''
    },
  }
}
