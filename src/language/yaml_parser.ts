// The only file that knows the yaml package's settings: strict, every number with its written text,
// duplicate keys as errors, no merge keys, keys always text.

import { type Document, LineCounter, parseDocument } from 'yaml'
import type { Place, Source } from '../core/place.js'

export interface ParsedYaml {
  readonly document: Document.Parsed
  readonly contents: Document.Parsed['contents']
  readonly source: Source
  /** The place of characters from `start` up to, not including, `end`. */
  place(start: number, end: number): Place
}

/** `tags` are kept; every other one is a mistake. */
export function parseYaml(source: Source, tags: readonly string[] = []): ParsedYaml {
  const lineCounter = new LineCounter()
  const document = parseDocument(source.text, {
    lineCounter,
    prettyErrors: false,
    intAsBigInt: true,
    stringKeys: true,
    logLevel: 'error',
    customTags: tags.map((tag) => ({ tag, resolve: (text: string) => text })),
  })
  const place = (start: number, end: number): Place => {
    const { line, col } = lineCounter.linePos(Math.min(start, source.text.length))
    return {
      source,
      line: Math.max(1, line),
      column: Math.max(1, col),
      length: Math.max(1, oneLine(source, start, end)),
    }
  }
  return { document, contents: document.contents, source, place }
}

function oneLine({ text }: Source, start: number, end: number): number {
  const newline = text.indexOf('\n', start)
  return (newline === -1 ? end : Math.min(end, newline)) - start
}
