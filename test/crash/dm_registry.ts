// What DM itself remembers of its members, in a file beside the units: like a real DM it outlives whoever runs dmbook.
// A process registers when it starts; a worker that stops gives its source up to a free one; a master that was told not
// to lead forgets that when it ends.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FakeUnits } from '../fakes/fake_units.js'
import { type Member, members } from './topology.js'

/** By unit. `evicted` tells in which life of the process it was told so. */
interface Registry {
  readonly registered: readonly string[]
  /** who has the one source */
  readonly bound: string | null
  readonly leader: string | null
  readonly evicted: Readonly<Record<string, number>>
}

export interface DmRegistry {
  /** Registered members of a role, in order. */
  of(role: Member['role']): readonly Member[]
  readonly leader: string | null
  readonly bound: string | null
  quorum(): boolean
  started(unit: string): void
  stopped(unit: string): void
  /** Registers what is no unit at all: what a forced removal leaves. */
  forget(unit: string): void
  evict(unit: string): void
  cancelEvict(unit: string): void
}

export const registryFile = '.dm'

export function dmRegistry(folder: string, units: FakeUnits): DmRegistry {
  const file = join(folder, registryFile)
  const now = (): Registry => registryIn(file)
  const runs = (unit: string): boolean => units.isRunning(unit)
  const of = (role: Member['role'], { registered } = now()): Member[] =>
    members.filter((member) => member.role === role && registered.includes(member.unit))
  const quorum = (registry = now()): boolean => {
    const masters = of('dm-master', registry)
    return masters.filter(({ unit }) => runs(unit)).length * 2 > masters.length
  }
  const mayLead = (unit: string, { evicted }: Registry): boolean =>
    runs(unit) && evicted[unit] !== units.find(unit).starts
  /** Who leads and who has the source follow from who runs. */
  const keep = (registry: Registry): void => {
    const leads = (unit: string | null): boolean => unit !== null && mayLead(unit, registry)
    const masters = of('dm-master', registry).map(({ unit }) => unit)
    const workers = of('dm-worker', registry).map(({ unit }) => unit)
    const has = (unit: string | null): boolean => unit !== null && workers.includes(unit) && runs(unit)
    const { leader, bound } = registry
    const next: Registry = {
      ...registry,
      leader: quorum(registry) ? ([leader, ...masters].find(leads) ?? null) : null,
      bound: [bound, ...workers].find(has) ?? null,
    }
    writeFileSync(file, JSON.stringify(next))
  }
  const change = (more: (registry: Registry) => Partial<Registry>): void => keep({ ...now(), ...more(now()) })
  return {
    of,
    get leader() {
      return now().leader
    },
    get bound() {
      return now().bound
    },
    quorum,
    started: (unit) => change(({ registered }) => ({ registered: [...new Set([...registered, unit])].sort() })),
    stopped: () => change(() => ({})),
    forget: (unit) => change(({ registered }) => ({ registered: registered.filter((other) => other !== unit) })),
    evict: (unit) => change(({ evicted }) => ({ evicted: { ...evicted, [unit]: units.find(unit).starts } })),
    cancelEvict: (unit) => change(({ evicted }) => ({ evicted: { ...evicted, [unit]: 0 } })),
  }
}

function registryIn(file: string): Registry {
  try {
    const found: Registry = JSON.parse(readFileSync(file, 'utf8'))
    return found
  } catch {
    return { registered: [], bound: null, leader: null, evicted: {} }
  }
}

/** Text that is the same wherever nothing that counts is different: who leads and who has the source does not. */
export function registryText(folder: string, units: FakeUnits): string {
  const { registered, bound, leader, evicted } = registryIn(join(folder, registryFile))
  const kept = Object.keys(evicted).filter((unit) => units.isRunning(unit) && evicted[unit] === units.find(unit).starts)
  // whoever was killed or paused between the end of a process and the word of it: who does not run has nothing
  const has = (unit: string | null): boolean => unit !== null && units.isRunning(unit)
  return JSON.stringify({ registered, bound: has(bound), leader: has(leader), kept })
}
