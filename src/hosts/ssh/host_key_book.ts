// What is known of host keys: our pins first; where they say nothing of a machine, the user's own known_hosts.
// A plan keeps what it learns to itself.

import type { HostKeyBook, ShownKey } from './host_key_desk.js'
import { keysFor, knownHostsLine, parseKnownHosts } from './known_hosts.js'

/** Lines of known_hosts, kept somewhere. */
export interface Pins {
  readonly path: string
  lines(): Promise<readonly string[]>
  add(lines: readonly string[]): Promise<void>
}

interface BookOptions {
  /** texts of other files of known hosts; they are never written */
  readonly others: readonly string[]
  /** whether new keys are written to the pins */
  readonly keeps: boolean
}

export function hostKeyBook(pins: Pins, { others, keeps }: BookOptions): HostKeyBook {
  const foreign = parseKnownHosts(others.join('\n'))
  const learned: string[] = []
  const lineOf = ({ where, key }: ShownKey): string => knownHostsLine(where, key)
  return {
    place: pins.path,
    async known(where) {
      const own = keysFor(parseKnownHosts([...(await pins.lines()), ...learned].join('\n')), where)
      return own.trusted.length + own.revoked.length > 0 ? own : keysFor(foreign, where)
    },
    async add(keys) {
      if (keeps) await pins.add(keys.map(lineOf))
      else learned.push(...keys.map(lineOf))
    },
  }
}
