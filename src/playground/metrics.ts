// Text of /metrics: always the start time of the process, then whatever the role adds.

/** Rows are name (with labels) and value. */
export function metricsText(startedAtMs: number, rows: readonly (readonly [string, number])[] = []): string {
  const all: readonly (readonly [string, number])[] = [
    ['process_start_time_seconds', startedAtMs / 1000],
    ['process_resident_memory_bytes', 50_000_000],
    ...rows,
  ]
  return all.map(([name, value]) => `${name} ${value}\n`).join('')
}
