// The report for a terminal: finished tasks as one line each, in the order in which they finished, and below them what
// is at work. The events make the view, the view makes rows, the screen shows them; listr2 gives the beat.

import type { Event } from '../core/event.js'
import { cleaned, printable } from './clean.js'
import { type Colors, colorsFor } from './colors.js'
import { type Frames, startFrames } from './listr_run.js'
import { entryRows } from './paint_entry.js'
import { liveRows } from './paint_live.js'
import { recap } from './recap.js'
import type { Reporter, ReporterOptions } from './reporter.js'
import { Screen } from './screen.js'
import { Sink } from './sink.js'
import { foldAll } from './task_view.js'
import type { View } from './view.js'
import { drained, emptyView, viewAfter } from './view_model.js'

/** Wider rows would put the numbers too far from the names. */
const mostColumns = 110

export function treeReporter(options: ReporterOptions): Reporter {
  const tree = new Tree(options)
  return {
    listener: (event) => tree.hear(event),
    finish: () => tree.finish(),
    pause: () => tree.pause(),
  }
}

class Tree implements Frames {
  readonly #options: ReporterOptions
  readonly #sink: Sink
  readonly #screen: Screen
  readonly #colors: Colors
  #view: View
  #paused = 0
  #recapped = false
  #end: (() => Promise<void>) | null = null

  constructor(options: ReporterOptions) {
    this.#options = options
    this.#sink = new Sink(options.out)
    this.#screen = new Screen(this.#sink, () => this.#columns)
    this.#colors = colorsFor(options.color)
    this.#view = emptyView(options)
  }

  hear(event: Event): void {
    this.#view = viewAfter(this.#view, cleaned(event, this.#clean))
    if (event.kind === 'run_started') this.#end ??= startFrames(event.playbook, this)
    if (event.kind === 'run_finished') this.#paint()
  }

  frame(): void {
    if (!this.#sink.busy) this.#paint()
  }

  last(): void {
    this.#view = foldAll(this.#view, this.#now)
    this.#paint()
  }

  async finish(): Promise<void> {
    this.#paused = 0
    await this.#end?.()
    await this.#sink.flush()
  }

  /** Takes the live rows away, so that a question stands alone; what happens meanwhile is printed afterwards. */
  async pause(): Promise<() => void> {
    this.#paint({ live: false })
    this.#paused++
    await this.#sink.flush()
    return () => {
      this.#paused = Math.max(0, this.#paused - 1)
    }
  }

  #paint({ live = true } = {}): void {
    if (this.#paused > 0) return
    const view = this.#view
    const style = { colors: this.#colors, width: Math.min(this.#columns - 1, mostColumns) }
    const above = view.entries.flatMap(({ entry }) => entryRows(entry, style))
    const end = this.#recapped ? [] : recap(view, style)
    const moment = { ...style, now: this.#now, rows: this.#options.rows() || 24 }
    this.#screen.draw([...above, ...end], live && !view.finished ? liveRows(view, moment) : [])
    this.#view = drained(view)
    this.#recapped = view.finished !== null
  }

  readonly #clean = (text: string): string => printable(this.#options.redact(text))

  get #columns(): number {
    return this.#options.columns() || 80
  }

  get #now(): number {
    return this.#options.now?.() ?? Date.now()
  }
}
