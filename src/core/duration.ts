// Durations as people write them (`300`, `300s`, `5m`, `1h30m`) and as they are shown (`1.2s`, `3m 05s`).

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A length of time. Kept as a class, so that a number of seconds is never taken for one of milliseconds. */
export class Duration {
  constructor(readonly ms: number) {}
  get seconds(): number {
    return this.ms / 1000
  }
  toString(): string {
    return durationText(this.ms)
  }
  toJSON(): string {
    return durationText(this.ms)
  }
}

/** Reads `300` (seconds), `300s`, `5m`, `1h30m`, `250ms`; null where it is none. */
export function parseDuration(text: string | number): Duration | null {
  const source = String(text).trim()
  if (/^\d+(\.\d+)?$/.test(source)) return new Duration(Number(source) * 1000)
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(source)) return null
  let ms = 0
  for (const [, count, unit] of source.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    ms += Number(count) * (units[unit ?? ''] ?? 0)
  }
  return new Duration(ms)
}

/** `350ms`, `4.2s`, `3m 05s`, `2h 07m`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1).replace(/\.0$/, '')}s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`
  return `${Math.floor(seconds / 3600)}h ${pad(Math.floor(seconds / 60) % 60)}m`
}

const pad = (value: number): string => String(value).padStart(2, '0')
