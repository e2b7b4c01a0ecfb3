// Collects what is wrong with an input, so that a reader gets all of it at once and in the order of the text.

import { inputError, type Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { count } from '../core/text.js'

/** More than this many help nobody; the rest is counted. */
const shown = 50

export class Problems {
  readonly #all: Problem[] = []

  add(...problems: readonly Problem[]): void {
    this.#all.push(...problems)
  }

  get any(): boolean {
    return this.#all.length > 0
  }

  /** Whether something was said of this place already: one problem per mistake. */
  knows(at: Place | undefined): boolean {
    return this.#all.some(
      (known) => at && known.at?.source === at.source && known.at.line === at.line && known.at.column === at.column,
    )
  }

  /** By file as they came, in a file from top to bottom; each place and text once. */
  get list(): readonly Problem[] {
    const files = [...new Set(this.#all.map(fileOf))]
    const keys = new Set<string>()
    const unique = this.#all.filter((problem) => {
      const key = `${fileOf(problem)}:${problem.at?.line}:${problem.at?.column}:${problem.message}`
      return !keys.has(key) && keys.add(key)
    })
    return unique.sort((a, b) => files.indexOf(fileOf(a)) - files.indexOf(fileOf(b)) || order(a) - order(b))
  }

  /** Throws one error for all of them: exit 2. */
  throwIfAny(code: `E-${string}`): void {
    const { list } = this
    if (list.length === 0) return
    const more = list.length - shown
    const tail = more > 0 ? [{ message: `and ${count(more, 'more problem')}` }] : []
    throw inputError(code, [...list.slice(0, shown), ...tail])
  }
}

const fileOf = ({ at }: Problem): string => at?.source.file ?? ''
const order = ({ at }: Problem): number => (at ? at.line * 100_000 + at.column : 0)
