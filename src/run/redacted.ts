// A record for the disk with its secrets hidden. Closed words of ours stay: a secret that happens to be one of them
// must not make the record unreadable.

const closed = new Set(['kind', 'result', 'mode', 'id', 'does', 'run', 'digest'])

/** The same record with every free text passed through `redact`. */
export function redacted(record: object, redact: (text: string) => string): object {
  return JSON.parse(
    JSON.stringify(record, (key, value: unknown) =>
      typeof value === 'string' && !closed.has(key) ? redact(value) : value,
    ),
  )
}
