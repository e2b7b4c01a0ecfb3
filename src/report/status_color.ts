// The colours of what `display` shows of an instance, as TiUP has them: bright green for the leader, green for what
// serves, red for what is down, yellow for what is leaving or unknown; other words stay plain.

import { colorsFor } from './colors.js'

const leading = new Set(['up|l', 'healthy|l'])
const serving = new Set(['up', 'healthy', 'free'])
const down = new Set(['down', 'err', 'inactive'])
const doubtful = new Set(['tombstone', 'disconnected', 'n/a'])

/** The status in its colour. To be called only where there is colour. */
export function colorStatus(status: string): string {
  const colors = colorsFor(true)
  const word = status.trim().toLowerCase()
  if (leading.has(word)) return colors.greenBright(status)
  if (serving.has(word)) return colors.green(status)
  if (down.has(word)) return colors.red(status)
  return doubtful.has(word) || word.includes('offline') ? colors.yellow(status) : status
}
