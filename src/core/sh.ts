// The only way to make a shell script: a template in which every value is one quoted word.
// POSIX sh. Nothing else in the tree builds a command from strings.

declare const brand: unique symbol

/** A script for POSIX sh; only `sh` makes one. */
export type Script = string & { readonly [brand]: 'script' }

/** What may stand in a template: a word, words (each quoted), or a part that is a script already. */
type Part = string | number | readonly string[] | Fragment

class Fragment {
  constructor(readonly text: string) {}
}

/**
 * Builds a script; each value becomes one quoted word, a list becomes its words, `sh.raw` stays as it is.
 * An empty fragment takes the blank before it away, so that absent flags leave no trace.
 */
export function sh(strings: TemplateStringsArray, ...values: readonly Part[]): Script {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    const words = partText(value)
    text = words === '' ? text.replace(/ $/, '') : text + words
    text += strings[index + 1] ?? ''
  })
  return text as Script
}

function partText(part: Part): string {
  if (part instanceof Fragment) return part.text
  if (typeof part === 'string') return quote(part)
  if (typeof part === 'number') return String(part)
  return part.map(quote).join(' ')
}

/** `-o root`, or nothing where the value is absent. */
sh.flag = (name: string, value: string | undefined | null): Fragment =>
  new Fragment(value === undefined || value === null ? '' : `${name} ${quote(value)}`)

/** A script as a part of another one. */
sh.part = (script: Script): Fragment => new Fragment(script)

/** Scripts one after the other, each on its own line. */
sh.lines = (scripts: readonly Script[]): Script => scripts.join('\n') as Script

/** A script as the only word of another command, as in `sh -c WORD`. */
sh.word = (script: Script): Fragment => new Fragment(quote(script))

/**
 * A here-document: the text as it is, as a command's stdin. The command's line must end behind it.
 * Throws where the text does not end with a newline (unless it is empty) or holds the delimiter as a line.
 */
sh.text = (text: string, delimiter: string): Fragment => {
  if (text !== '' && !text.endsWith('\n'))
    throw new TypeError('cannot put a text into a script as its last line has no end')
  if (`\n${text}`.includes(`\n${delimiter}\n`))
    throw new TypeError('cannot put a text into a script as it holds its end')
  return new Fragment(`<<'${delimiter}'\n${text}${delimiter}`)
}

/** One word for a POSIX shell. Throws on a NUL, which no shell word can hold. */
export function quote(word: string): string {
  if (word.includes('\0')) throw new TypeError('cannot quote a word as it holds a NUL character')
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
