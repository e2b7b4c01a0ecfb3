// The text of an inventory's file, made ready for reading: lines end in one way, a byte order mark is gone,
// and the source that code frames draw has its passwords masked in place, so that columns still hold.

import type { Problem } from '../../core/error.js'
import { type Place, placeAt, type Source } from '../../core/place.js'
import { maskedText } from './masked_text.js'

export interface InventorySource {
  readonly file: string
  readonly text: string
  /** the same text, line by line and column by column, with passwords masked */
  readonly shown: Source
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

const largest = 4 * 1024 * 1024

/** `ini`: lines end where Python's splitlines() ends them. */
export function inventorySource({ file, text: read }: Source, { ini }: { ini: boolean }): InventorySource {
  if (read.length > largest) {
    const message = `cannot read ${file} as it is larger than 4 MiB`
    return { file, text: '', shown: { file, text: '' }, problems: [{ message }], warnings: [] }
  }
  const text = read.replace(/^\uFEFF/, '').replaceAll(ini ? pythonBreak : plainBreak, '\n')
  const shown = { file, text: maskedText(text) }
  const marked: Problem = {
    message: 'a byte order mark begins the file; Ansible cannot read it',
    at: { source: shown, line: 1, column: 1, length: 1 },
    hint: 'save it as UTF-8 without BOM',
  }
  return { file, text, shown, problems: strangeSigns(text, shown), warnings: read.startsWith('\uFEFF') ? [marked] : [] }
}

const plainBreak = /\r\n|\r/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these control characters end a line in Python
const pythonBreak = /\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]/g

/** Bytes that are no UTF-8 may stand in comments, as editors of other encodings leave them there; nowhere else. */
function strangeSigns(text: string, shown: Source): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const column = /^\s*[#;]/.test(line) ? -1 : (line.split('#')[0] ?? '').search(strange)
    if (column < 0) return []
    const at = { source: shown, line: index + 1, column: column + 1, length: 1 }
    return [{ message: `cannot read ${shown.file} as it is not UTF-8 text here`, at, hint: 'save it as UTF-8' }]
  })
}

const strange = /[\uFFFD\0]/

/** The same place in the masked source. */
export const shownAt = (at: Place, { shown }: Pick<InventorySource, 'shown'>): Place => ({ ...at, source: shown })

export const firstLine = (source: Source): Place => placeAt(source, { offset: 0 })
