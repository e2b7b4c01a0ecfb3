// A terminal without colours that understands what the screen sends: enough to see what a reader would see.
// It has no height: what a real one scrolls away stays.

const esc = '\x1b'
const token = new RegExp(`${esc}\\[(\\?)?(\\d*)([a-zA-Z])|\\r|\\n|[^${esc}\\r\\n]+`, 'g')

export class Terminal {
  readonly lines: string[] = ['']
  /** whether the cursor was shown when the last write ended */
  cursorShown = true
  wraps = true
  #row = 0
  #column = 0

  write(text: string): void {
    for (const [part, mode, number, command] of text.matchAll(token)) {
      if (command) this.#control(command, { mode: mode !== undefined, number: Number(number) })
      else if (part === '\r') this.#column = 0
      else if (part === '\n') this.#newLine()
      else this.#print(part)
    }
  }

  get text(): string {
    return this.lines.join('\n').trimEnd()
  }

  #newLine(): void {
    this.#row++
    this.#column = 0
    this.lines[this.#row] ??= ''
  }

  #print(text: string): void {
    const line = (this.lines[this.#row] ?? '').padEnd(this.#column)
    this.lines[this.#row] = line.slice(0, this.#column) + text + line.slice(this.#column + text.length)
    this.#column += text.length
  }

  #control(command: string, { mode, number }: { readonly mode: boolean; readonly number: number }): void {
    if (mode) this.#switch(number, command === 'h')
    if (command === 'A') this.#row = Math.max(0, this.#row - number)
    if (command === 'K' || command === 'J') this.#eraseLine()
    if (command === 'J') this.lines.length = this.#row + 1
  }

  #switch(number: number, on: boolean): void {
    if (number === 25) this.cursorShown = on
    if (number === 7) this.wraps = on
  }

  #eraseLine(): void {
    this.lines[this.#row] = (this.lines[this.#row] ?? '').slice(0, this.#column)
  }
}
