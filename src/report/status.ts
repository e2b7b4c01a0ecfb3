// The colours of what `display` shows of an instance, as TiUP has them: bright green for the leader, green for what
// serves, red for what is down, yellow for what is leaving or unknown; other words stay plain.

import type { Colors } from './colors.js'

const leading = new Set(['up|l', 'healthy|l'])
const serving = new Set(['up', 'healthy', 'free'])
const down = new Set(['down', 'err', 'inactive'])
const doubtful = new Set(['tombstone', 'disconnected', 'n/a'])

/** The status with its colour. */
export function colorStatus(status: string, colors: Colors): string {
  const word = status.trim().toLowerCase()
  if (leading.has(word)) return colors.greenBright(status)
  if (serving.has(word)) return colors.green(status)
  if (down.has(word)) return colors.red(status)
  return doubtful.has(word) || word.includes('offline') ? colors.yellow(status) : status
}
