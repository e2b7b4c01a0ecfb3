// Looks again and again until what is waited for is there: says the last observed value while waiting, and in the end why.

import { durationText } from '../core/duration.js'
import { ModuleError } from './module.js'
import type { Tools } from './tools.js'

export type Look<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'not_yet'; readonly seen: string }

export const done = <T>(value: T): Look<T> => ({ kind: 'done', value })
export const notYet = (seen: string): Look<never> => ({ kind: 'not_yet', seen })

export interface Patience {
  /** completes `cannot …`: `wait until dm-1 serves` */
  readonly what: string
  readonly timeoutMs: number
  readonly intervalMs: number
  readonly hint?: string | undefined
  /** asked in vain: what the other side said last */
  readonly detail?: (() => Promise<string>) | undefined
}

/** Throws a ModuleError `E-WAIT` that names the last observed value. */
export async function poll<T>(tools: Tools, patience: Patience, look: () => Promise<Look<T>>): Promise<T> {
  const { clock, signal } = tools
  const end = clock.monotonic() + patience.timeoutMs
  let said = ''
  for (;;) {
    signal.throwIfAborted()
    const found = await look()
    if (found.kind === 'done') return found.value
    if (clock.monotonic() + patience.intervalMs > end)
      throw tooLong(patience, found.seen, await patience.detail?.().catch(() => ''))
    if (found.seen !== said) tools.waiting(found.seen)
    said = found.seen
    await clock.sleep(patience.intervalMs)
  }
}

function tooLong({ what, timeoutMs, hint }: Patience, seen: string, detail: string | undefined): ModuleError {
  return new ModuleError(`cannot ${what} within ${durationText(timeoutMs)}: last seen: ${seen}`, {
    code: 'E-WAIT',
    hint,
    detail,
    result: { seen },
  })
}
