// The hosts of a run and how each fares: what failed stays out of later plays, what is only in doubt is said so.
// The counts of the recap are kept here, since only the runner knows that a failure was rescued later.

import type { Failure, HostRecap, Outcome, OutcomeKind, RunFailure, TaskRef } from '../core/event.js'
import type { Host } from '../language/inventory.js'

/** A failure that ended a host's part in a list of tasks. `unreachable` is lost contact, which nothing rescues. */
export interface Trouble {
  readonly kind: 'failed' | 'unreachable'
  readonly task: TaskRef
  readonly error: Failure
}

/** One host over the whole run. `pending`: in a plan, an earlier task of it would change something. */
export interface Participant {
  readonly host: Host
  trouble: Trouble | null
  pending: boolean
  ms: number
  readonly counts: Record<OutcomeKind, number>
}

export class Participants {
  readonly #all = new Map<string, Participant>()
  /** how many changes were begun, on whatever machine */
  effects = 0

  /** whether the change of anything was begun */
  get touched(): boolean {
    return this.effects > 0
  }

  of(host: Host): Participant {
    const known = this.#all.get(host.id)
    if (known) return known
    const made: Participant = { host, trouble: null, pending: false, ms: 0, counts: noCounts() }
    this.#all.set(host.id, made)
    return made
  }

  count(host: Host, outcome: Outcome, ms: number): void {
    const participant = this.of(host)
    participant.counts[outcome.kind]++
    participant.ms += ms
  }

  /** A rescue took a failure back. */
  rescued(host: Host): void {
    const { counts } = this.of(host)
    counts.failed--
    counts.rescued++
  }

  get troubled(): readonly Participant[] {
    return [...this.#all.values()].filter((participant) => participant.trouble)
  }

  recap(): HostRecap[] {
    return [...this.#all.values()].map(({ host, counts, ms }) => ({ host: host.id, counts: { ...counts }, ms }))
  }

  /** One entry for hosts that failed at the same task with the same words. */
  failures(): RunFailure[] {
    const grouped = new Map<string, { task: TaskRef; hosts: string[]; error: Failure }>()
    for (const { host, trouble } of this.troubled) {
      if (!trouble) continue
      const key = `${trouble.task.id}\n${sentence(trouble.error.message, host)}`
      const group = grouped.get(key)
      if (group) group.hosts.push(host.id)
      else grouped.set(key, { task: trouble.task, hosts: [host.id], error: trouble.error })
    }
    return [...grouped.values()]
  }
}

/** The message without the host's own name, where that stands as a word. */
const sentence = (message: string, { id }: Host): string =>
  message
    .split(/([\w.:[\]-]*\w)/)
    .map((word) => (word === id ? '' : word))
    .join('')

const doubtHint = 'it was lost in the middle of a change: the same command looks again and goes on from there'

/** What an outcome means for the host's part in the run; null where it goes on. */
export function troubleOf(outcome: Outcome, task: TaskRef): Trouble | null {
  if (outcome.kind === 'failed' || outcome.kind === 'unreachable')
    return { kind: outcome.kind, task, error: outcome.error }
  if (outcome.kind !== 'in_doubt') return null
  return { kind: 'unreachable', task, error: { code: 'E-UNREACHABLE', message: outcome.why, hint: doubtHint } }
}

const noCounts = (): Record<OutcomeKind, number> => ({
  ok: 0,
  changed: 0,
  skipped: 0,
  failed: 0,
  unreachable: 0,
  rescued: 0,
  in_doubt: 0,
  may: 0,
})
