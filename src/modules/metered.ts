// A transfer that people wait for: says each second how far it has come, and at its end how fast it was.
// Where no byte had to travel it says nothing.

import { durationText } from '../core/duration.js'
import { sizeText } from '../core/size.js'
import type { Tools } from './tools.js'

/** Hears how many bytes have travelled so far, and of how many. */
export type Progress = (bytes: number, size: number) => void

const beatMs = 1000

/** `name` is the file's, `verbs` what is done with it: `sending`, `sent`. */
export async function metered<T>(
  { clock, waiting, say }: Pick<Tools, 'clock' | 'waiting' | 'say'>,
  { name, verbs: [doing, done] }: { readonly name: string; readonly verbs: readonly [string, string] },
  transfer: (progress: Progress) => Promise<T>,
): Promise<T> {
  const began = clock.monotonic()
  let said = began
  let travelled = 0
  const rate = (ms: number): string => `${sizeText((travelled * 1000) / Math.max(1, ms))}/s`
  const result = await transfer((bytes, size) => {
    travelled = bytes
    const now = clock.monotonic()
    if (now - said < beatMs) return
    said = now
    waiting(`${doing} ${name}: ${sizeText(bytes)} of ${sizeText(size)}, ${rate(now - began)}`)
  })
  const ms = clock.monotonic() - began
  if (travelled > 0) say(`${done} ${name}: ${sizeText(travelled)} in ${durationText(ms)}, ${rate(ms)}`)
  return result
}
