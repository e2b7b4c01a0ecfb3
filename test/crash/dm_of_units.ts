// DM as its units make it up: a member is there when its unit runs, and the masters have a leader while most of them do.

import type { DmApi, Members } from '../../src/hosts/dm_api.js'
import type { FakeUnits } from '../fakes/fake_units.js'
import { masters, workers } from './topology.js'

export function dmOfUnits(asked: readonly string[], units: FakeUnits): DmApi {
  const runs = (port: number): boolean => units.isRunning(`dm-master-${port}`) || units.isRunning(`dm-worker-${port}`)
  const quorum = (): boolean => masters.filter(({ port }) => runs(port)).length * 2 > masters.length
  // gone with the process that runs dmbook, while a real one lasts as long as the master: nobody is kept from leading
  const evicted = new Set<number>()
  const leads = ({ port }: { port: number }): boolean => runs(port) && !evicted.has(port)
  const members = (): Members => ({
    leader: quorum() ? (masters.find(leads)?.name ?? null) : null,
    masters: masters.map(({ name, port }) => ({
      name,
      memberId: '1',
      alive: runs(port),
      clientUrls: [],
      peerUrls: [],
    })),
    workers: workers
      .filter(({ port }) => runs(port))
      .map(({ name, port }) => ({ name, address: `127.0.0.1:${port}`, stage: 'free' as const, source: '' })),
  })
  const answering = (address: string): boolean => runs(Number(address.split(':')[1]))
  return {
    masters: asked,
    async members() {
      if (!asked.some(answering)) throw new Error('no master answers')
      return members()
    },
    async membersFrom(address) {
      if (!answering(address)) throw new Error(`${address} does not answer`)
      return members()
    },
    health: async (address) => (answering(address) ? quorum() : null),
    status: async (address) => (answering(address) ? new Map([['Release Version', 'v8.1.0']]) : null),
    offline: () => Promise.reject(new Error('the units have no registrations')),
    evict: async (address) => void evicted.add(Number(address.split(':')[1])),
    cancelEvict: async (address) => void evicted.delete(Number(address.split(':')[1])),
  }
}
