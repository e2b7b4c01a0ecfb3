// A reload of systemd takes half a second, and reads all units at once. Those that are asked for on one machine while
// one is under way share the next: it begins after each of them has written its unit.

import type { Facts, Writer } from '../hosts/host.js'

type Reload = (host: Writer) => Promise<void>

interface Reloads {
  running: Promise<void>
  next: Promise<void> | null
}

/** Never resolves before a reload that began after the call. A connection's facts stand for its machine. */
export function shared(reload: Reload): Reload {
  const machines = new WeakMap<Facts, Reloads>()
  return (host) => {
    const known = machines.get(host.facts)
    if (!known) {
      const first: Reloads = { running: reload(host), next: null }
      machines.set(host.facts, first)
      return ended(first.running, () => settle(first, host.facts))
    }
    known.next ??= known.running.catch(() => {}).then(() => begin(known, host))
    return known.next
  }

  function begin(reloads: Reloads, host: Writer): Promise<void> {
    reloads.running = reload(host)
    reloads.next = null
    return ended(reloads.running, () => settle(reloads, host.facts))
  }

  function settle({ next }: Reloads, machine: Facts): void {
    if (next === null) machines.delete(machine)
  }
}

async function ended(work: Promise<void>, then: () => void): Promise<void> {
  try {
    await work
  } finally {
    then()
  }
}
