// DM's API as a table that a test changes.

import type { DmApi, Members, SourceStatus } from '../../src/hosts/dm_api.js'

export interface FakeDm {
  members: Members
  /** what single masters say, where that is not the same */
  from: Record<string, Members | Error>
  health: boolean | null
  status: ReadonlyMap<string, string> | null
  offline: (kind: 'master' | 'worker', name: string) => void
  /** what was asked of single masters */
  asked: string[]
  /** happens when a master is told to hand over */
  evicted: (address: string) => void
  /** by source */
  sources: Record<string, SourceStatus>
  /** happens when a task is paused or resumed: `pause t1 on s1` */
  operated: (what: string) => void
}

export const master = (name: string, alive = true) => ({ name, memberId: '1', alive, clientUrls: [], peerUrls: [] })

export function fakeDm(given: Partial<FakeDm>, masters: readonly string[]): DmApi {
  const table: FakeDm = {
    members: { leader: 'dm-1', masters: [master('dm-1')], workers: [] },
    from: {},
    health: true,
    status: new Map([['Release Version', 'v8.1.0']]),
    offline: () => {},
    asked: [],
    evicted: () => {},
    sources: {},
    operated: () => {},
    ...given,
  }
  return {
    masters,
    members: async () => table.members,
    async membersFrom(address) {
      const said = table.from[address] ?? table.members
      if (said instanceof Error) throw said
      return said
    },
    health: async () => table.health,
    status: async () => table.status,
    offline: async (kind, name) => table.offline(kind, name),
    async evict(address) {
      table.asked.push(`evict ${address}`)
      table.evicted(address)
    },
    cancelEvict: async (address) => void table.asked.push(`cancel ${address}`),
    source: async (id) => table.sources[id] ?? { source: id, relay: false, subtasks: [] },
    async operateTask(op, { task, source }) {
      table.asked.push(`${op} ${task} on ${source}`)
      table.operated(`${op} ${task} on ${source}`)
    },
  }
}
