// What handlers owe, as the journal keeps it: written before the change that notifies them, so that a run that is killed
// anywhere leaves no change without them. A handler may so run once too often, never once too seldom.

/** `play` counts the outline's plays from 0. */
export interface Notified {
  readonly kind: 'notified'
  readonly play: number
  readonly host: string
  readonly handlers: readonly string[]
}

/** All that these hosts' changes had notified in this play ran. */
export interface Handled {
  readonly kind: 'handled'
  readonly play: number
  readonly hosts: readonly string[]
}

export type Notice = Notified | Handled

/** What the lines of a journal leave open, by play and host. */
export function openNotices(records: readonly unknown[]): Notified[] {
  const open = new Map<string, Notified>()
  for (const record of records) {
    if (isNotified(record)) {
      const { play, host, handlers } = record
      const before = open.get(keyOf(play, host))?.handlers ?? []
      open.set(keyOf(play, host), { kind: 'notified', play, host, handlers: [...new Set([...before, ...handlers])] })
    }
    if (isHandled(record)) for (const host of record.hosts) open.delete(keyOf(record.play, host))
  }
  return [...open.values()]
}

const keyOf = (play: number, host: string): string => `${play}\n${host}`

const fields = (record: unknown): Readonly<Record<string, unknown>> =>
  typeof record === 'object' && record !== null ? { ...record } : {}

const isNotified = (record: unknown): record is Notified => {
  const { kind, play, host, handlers } = fields(record)
  return kind === 'notified' && typeof play === 'number' && typeof host === 'string' && Array.isArray(handlers)
}

const isHandled = (record: unknown): record is Handled => {
  const { kind, play, hosts } = fields(record)
  return kind === 'handled' && typeof play === 'number' && Array.isArray(hosts)
}
