// Only the lines of the journal that announce a change: where steps begin.

import { Boundaries } from './boundaries.js'

/** `number` counts from 1: lines of the journal only, or all `effects` too; 0 kills never. */
export interface KillAt {
  readonly number: number
  readonly at: 'journal' | 'effects'
}

class JournalBoundaries extends Boundaries {
  override pass(what: string): void {
    if (what === 'a line of the journal') super.pass(what)
  }
}

export const boundariesFor = ({ number, at }: KillAt, epitaph: string): Boundaries =>
  at === 'journal' ? new JournalBoundaries(number, epitaph) : new Boundaries(number, epitaph)
