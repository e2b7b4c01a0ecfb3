// What shows a run to someone: a listener of its events, and an orderly end.
// A reporter never throws and never makes a run wait: a reader that goes away (`| head`) costs the report, not the run.

import type { Listener } from '../core/event.js'

export interface Reporter {
  readonly listener: Listener
  /** Prints what is still open and resolves when the stream has taken all of it. */
  finish(): Promise<void>
  /** Holds the report back while a question stands on the screen; the function it gives lets it go on. */
  pause(): Promise<() => void>
}

/** The part of a stream that a reporter uses: `process.stdout` is one, so is a test's recording of it. */
export interface Output {
  write(text: string, done?: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
  readonly writableNeedDrain?: boolean
}

export interface ReporterOptions {
  readonly out: Output
  readonly err: Output
  readonly color: boolean
  /** the width of the terminal now; 0 where it is unknown */
  readonly columns: () => number
  readonly rows: () => number
  /** every host's outcome, every line a host said, skipped tasks too */
  readonly verbose: boolean
  /** hides secrets; sees every text before anything else does */
  readonly redact: (text: string) => string
  /** milliseconds since 1970; the clock of the machine unless given */
  readonly now?: () => number
}
