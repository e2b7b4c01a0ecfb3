// The report for programs: one event per line on the output, exactly as core/event.ts has it, with the name of the
// schema in front. Durations (`ms`) and times (`at`) are numbers of milliseconds. Failures and warnings are said on the
// error stream too, for the person who looks at the log of the program.

import type { Event } from '../core/event.js'
import { cleaned, oneLine, printable } from './clean.js'
import { colorsFor } from './colors.js'
import { runFailureLines } from './failures.js'
import { nextWord } from './recap.js'
import type { Reporter, ReporterOptions } from './reporter.js'
import { Sink } from './sink.js'

export const eventSchema = 'dmbook/event/v1'

export function jsonReporter(options: ReporterOptions): Reporter {
  const out = new Sink(options.out)
  const err = new Sink(options.err)
  return {
    listener(event) {
      const hidden = cleaned(event, options.redact)
      out.lines([JSON.stringify({ schema: eventSchema, ...hidden })])
      err.lines(asides(hidden).map(printable))
    },
    async finish() {
      await Promise.all([out.flush(), err.flush()])
    },
    async pause() {
      await out.flush()
      return () => {}
    },
  }
}

/** What a person should see even where the events go to a file. */
function asides(event: Event): string[] {
  if (event.kind === 'warning') return [`warning: ${oneLine(event.text)}`]
  if (event.kind !== 'run_finished') return []
  const style = { colors: colorsFor(false), width: Number.POSITIVE_INFINITY }
  const failures = event.failures.flatMap((failure) => runFailureLines(failure, style))
  return event.next ? [...failures, `${nextWord(event.result)}: ${event.next}`] : failures
}
