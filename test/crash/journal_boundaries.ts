// Only the lines of the journal that announce a change: where steps begin.

import { Boundaries } from './boundaries.js'

/** `number` counts from 1: lines of the journal only, or all `effects` too; 0 kills never. */
export interface KillAt {
  readonly number: number
  readonly at: 'journal' | 'effects'
  /** SIGSTOP: paused there, not killed */
  readonly signal?: 'SIGKILL' | 'SIGSTOP'
}

class JournalBoundaries extends Boundaries {
  override pass(what: string): void {
    if (what === 'a line of the journal') super.pass(what)
  }
}

export const boundariesFor = ({ number, at, signal }: KillAt, epitaph: string): Boundaries =>
  at === 'journal' ? new JournalBoundaries(number, epitaph, signal) : new Boundaries(number, epitaph, signal)
