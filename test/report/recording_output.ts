// A stream that remembers what was written to it and can break like a closed pipe.

import { EventEmitter } from 'node:events'
import type { Output, ReporterOptions } from '../../src/report/reporter.js'

export class RecordingOutput extends EventEmitter implements Output {
  text = ''
  writes = 0
  writableNeedDrain = false

  write(text: string, done?: (error?: Error | null) => void): boolean {
    this.text += text
    this.writes++
    done?.()
    return true
  }
}

/** Options of a reporter that writes to recording streams. */
export function recordingOptions(options: Partial<ReporterOptions> = {}) {
  const out = new RecordingOutput()
  const err = new RecordingOutput()
  const basic = { color: false, verbose: false, columns: () => 80, rows: () => 24, redact: (text: string) => text }
  return { out, err, options: { out, err, ...basic, ...options } }
}
