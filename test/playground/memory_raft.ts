// Members of a store in one process: disks in memory, questions as function calls that can be cut off.

import { memberId } from '../../src/playground/dm_master/start_mode.js'
import type { Log } from '../../src/playground/log.js'
import { peerPort } from '../../src/playground/store/peer_port.js'
import type { AskPeer } from '../../src/playground/store/peer_protocol.js'
import { Raft } from '../../src/playground/store/raft.js'
import type { Disk, StoreRecord } from '../../src/playground/store/record.js'
import { emptyState, type Member } from '../../src/playground/store/state.js'
import { Store } from '../../src/playground/store/store.js'

export interface MemoryMember {
  readonly raft: Raft
  readonly store: Store
  readonly lines: string[]
}

export function memoryDisk(): Disk {
  let kept: string | null = null
  return {
    read: () => (kept === null ? null : (JSON.parse(kept) as StoreRecord)),
    write: (record) => {
      kept = JSON.stringify(record)
    },
  }
}

export function memoryLog(lines: string[] = []): Log {
  const write = (text: string) => void lines.push(text)
  return { info: write, warn: write, error: write }
}

export class MemoryNet {
  readonly disks = new Map<string, Disk>()
  readonly running = new Map<string, MemoryMember>()
  readonly cutOff = new Set<string>()

  constructor(readonly names: readonly string[]) {
    const members = names.map(
      (name): Member => ({ id: memberId(name), name, peerUrls: [`http://${name}`], clientUrls: [] }),
    )
    for (const { id, name } of members) {
      const disk = memoryDisk()
      disk.write({
        memberId: id,
        clusterId: 'c',
        term: 0,
        votedFor: '',
        entry: { term: 0, index: 0, state: emptyState(members) },
      })
      this.disks.set(name, disk)
    }
  }

  /** Stands still where a test says so. */
  now = (): number => performance.now()

  /** A member that was added and knows nothing yet. */
  addBlank(name: string): void {
    const disk = memoryDisk()
    disk.write({ memberId: '', clusterId: '', term: 0, votedFor: '', entry: null })
    this.disks.set(name, disk)
  }

  start(name: string): MemoryMember {
    const disk = this.disks.get(name) ?? memoryDisk()
    const record = disk.read()
    if (record === null) throw new Error(`${name} has no data`)
    const lines: string[] = []
    const now = () => this.now()
    const ask = this.#askFrom(name)
    const peerUrls = [`http://${name}`]
    const onAgreed = (index: number) => store.agreed(index)
    const raft: Raft = new Raft({
      record,
      disk,
      ask,
      log: memoryLog(lines),
      now,
      random: Math.random,
      peerUrls,
      onAgreed,
    })
    const store = new Store({ raft, ask, now })
    const started = { raft, store, lines }
    this.running.set(name, started)
    raft.start()
    return started
  }

  startAll(): void {
    for (const name of this.names) this.start(name)
  }

  /** As kill -9: the disk stays. */
  kill(name: string): void {
    this.cutOff.add(name)
    void this.running.get(name)?.raft.stop()
    this.running.delete(name)
    this.cutOff.delete(name)
  }

  killAll(): void {
    for (const name of [...this.running.keys()]) this.kill(name)
  }

  coordinator(): string | undefined {
    return [...this.running].find(([name, { raft }]) => raft.coordinates && !this.cutOff.has(name))?.[0]
  }

  get(name: string): MemoryMember {
    const found = this.running.get(name)
    if (found === undefined) throw new Error(`${name} does not run`)
    return found
  }

  #askFrom(from: string): AskPeer {
    return async (url, path, { request }) => {
      const name = url.replace('http://', '')
      const peer = this.running.get(name)
      if (peer === undefined || this.cutOff.has(name) || this.cutOff.has(from)) throw new Error('unreachable')
      const handler = peerPort(peer.raft)
      const body = JSON.stringify(request)
      const reply = await handler({ method: 'POST', path, query: new URLSearchParams(), body })
      return JSON.parse(reply.text)
    }
  }
}

export async function until<T>(ask: () => T | undefined, timeoutMs = 20_000): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = ask()
    if (value !== undefined) return value
    if (performance.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
