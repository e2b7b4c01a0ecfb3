// The outcomes in words: their order, their colours, and counts of them as one short text.

import type { OutcomeKind } from '../core/event.js'
import type { Colors } from './colors.js'

export type Counts = Readonly<Partial<Record<OutcomeKind, number>>>

/** The order in which counts are said and columns stand. */
export const outcomeKinds: readonly OutcomeKind[] = [
  'ok',
  'changed',
  'may',
  'skipped',
  'failed',
  'unreachable',
  'rescued',
  'in_doubt',
]

/** Outcomes after which a host needs somebody's eyes. */
export const isTrouble = (kind: OutcomeKind): boolean =>
  kind === 'failed' || kind === 'unreachable' || kind === 'in_doubt'

export const outcomeWord = (kind: OutcomeKind): string => kind.replace('_', ' ')

/** Gives a text the colour of an outcome. */
export function outcomeColor(kind: OutcomeKind, color: Colors): (text: string) => string {
  if (kind === 'ok') return color.green
  if (kind === 'skipped') return color.dim
  if (kind === 'failed' || kind === 'unreachable') return color.red
  return kind === 'may' ? color.cyan : color.yellow
}

/** One more of `kind`. */
export const plusOne = (counts: Counts, kind: OutcomeKind): Counts => ({ ...counts, [kind]: (counts[kind] ?? 0) + 1 })

/** The outcomes that occurred, each as `3 changed`. */
export function countWords(counts: Counts): { readonly kind: OutcomeKind; readonly text: string }[] {
  return outcomeKinds.flatMap((kind) => {
    const number = counts[kind] ?? 0
    return number > 0 ? [{ kind, text: `${number} ${outcomeWord(kind)}` }] : []
  })
}

/** The outcome that says most about a task: trouble first, then a rescue, then a change. */
export function worst(counts: Counts): OutcomeKind {
  const order: OutcomeKind[] = ['failed', 'unreachable', 'in_doubt', 'rescued', 'may', 'changed', 'ok', 'skipped']
  return order.find((kind) => (counts[kind] ?? 0) > 0) ?? 'ok'
}
