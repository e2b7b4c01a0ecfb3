// What a host says is hostile until it is clean: secrets are hidden while the text is still whole (a cut one would slip
// through), and control characters go, so that no host can move the cursor or repaint the operator's terminal.

import { stripVTControlCharacters } from 'node:util'
import type { Event } from '../core/event.js'

/** Keys that hold closed words of ours; a secret that happens to be the word `changed` must not break them. */
const closed = new Set(['kind', 'result', 'mode', 'id', 'does'])

/** The same event with every free text passed through `clean`. */
export function cleaned(event: Event, clean: (text: string) => string): Event {
  return JSON.parse(
    JSON.stringify(event, (key, value: unknown) =>
      typeof value === 'string' && !closed.has(key) ? clean(value) : value,
    ),
  )
}

const unsafe = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu

/** Text without escape sequences, control characters and changes of direction; line ends stay, tabs become blanks. */
export function printable(text: string): string {
  if (text.search(unsafe) < 0) return text
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replace(unsafe, visible)
}

function visible(control: string): string {
  if (control === '\n' || control === '\r') return '\n'
  return control === '\t' ? '  ' : ''
}

/** Text on one line. */
export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim()
