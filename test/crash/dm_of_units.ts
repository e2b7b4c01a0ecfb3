// DM as its units make it up: a member is there when its unit runs, and the masters have a leader while most of them do.
// Each change ends at a boundary.

import type { DmApi, Members } from '../../src/hosts/dm_api.js'
import type { FakeUnits } from '../fakes/fake_units.js'
import type { Boundaries } from './boundaries.js'
import type { DmRegistry } from './dm_registry.js'
import { members as all, type Member } from './topology.js'

interface Around {
  readonly units: FakeUnits
  readonly registry: DmRegistry
  readonly boundaries: Boundaries
}

export function dmOfUnits(asked: readonly string[], { units, registry, boundaries }: Around): DmApi {
  const runs = ({ unit }: Member): boolean => units.isRunning(unit)
  const at = (address: string): Member | undefined => all.find((member) => member.address === address && runs(member))
  const named = (address: string): Member => {
    const found = at(address)
    if (found) return found
    throw new Error(`${address} does not answer`)
  }
  const change = async (what: string, effect: () => void): Promise<void> =>
    boundaries.after(what, async () => {
      if (!registry.quorum()) throw new Error('38043: there is no leader')
      effect()
    })
  return {
    masters: asked,
    async members() {
      if (!asked.some((address) => at(address))) throw new Error('no master answers')
      return membersOf(registry, runs)
    },
    async membersFrom(address) {
      named(address)
      return membersOf(registry, runs)
    },
    health: async (address) => (at(address) ? registry.quorum() : null),
    status: async (address) => (at(address) ? new Map([['Release Version', 'v8.1.0']]) : null),
    async offline(kind, name) {
      const member = registry.of(`dm-${kind}`).find((one) => one.name === name)
      if (!member) return
      if (kind === 'worker' && runs(member)) throw new Error('46005: the worker is online')
      await change(`remove ${name} from the members`, () => registry.forget(member.unit))
    },
    evict: (address) => change(`evict ${address}`, () => registry.evict(named(address).unit)),
    source: async (id) => ({ source: id, relay: false, subtasks: [] }),
    operateTask: () => Promise.reject(new Error('the units have no tasks')),
    cancelEvict: (address) => change(`let ${address} lead`, () => registry.cancelEvict(named(address).unit)),
  }
}

function membersOf(registry: DmRegistry, runs: (member: Member) => boolean): Members {
  const { leader, bound } = registry
  const masters = registry.of('dm-master')
  return {
    leader: masters.find(({ unit }) => unit === leader)?.name ?? null,
    masters: masters.map((member) => ({
      name: member.name,
      memberId: '1',
      alive: runs(member),
      clientUrls: [`http://${member.address}`],
      peerUrls: [member.peerUrl],
    })),
    workers: registry.of('dm-worker').map((member) => {
      const { name, address, unit } = member
      if (unit === bound) return { name, address, stage: 'bound', source: 's1' }
      return { name, address, stage: runs(member) ? 'free' : 'offline', source: '' }
    }),
  }
}
