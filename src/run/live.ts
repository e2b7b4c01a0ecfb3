// `cluster` as expressions see it: who leads, who is a member, which worker has which source.
// Read again before every batch. All keys are always there; null says that nobody answered.

import type { DmApi, Members } from '../hosts/dm_api.js'

/** `bindings` maps a source to the member that has it; `members` maps a member to its state. */
export interface LiveCluster {
  readonly leader: string | null
  readonly members: Readonly<
    Record<string, { readonly role: string; readonly stage: string; readonly source: string | null }>
  > | null
  readonly bindings: Readonly<Record<string, string>> | null
}

export const unknownCluster: LiveCluster = { leader: null, members: null, bindings: null }

/** Never throws: a cluster that does not answer is unknown. */
export async function readLive(dm: DmApi | null): Promise<LiveCluster> {
  if (!dm) return unknownCluster
  try {
    return liveFrom(await dm.members())
  } catch {
    return unknownCluster
  }
}

function liveFrom({ leader, masters, workers }: Members): LiveCluster {
  const ofMasters = masters.map(
    ({ name, alive }) => [name, { role: 'dm-master', stage: alive ? 'alive' : 'down', source: null }] as const,
  )
  const ofWorkers = workers.map(
    ({ name, stage, source }) => [name, { role: 'dm-worker', stage, source: source || null }] as const,
  )
  const bound = workers.filter(({ source, stage }) => source !== '' && stage === 'bound')
  return {
    leader,
    members: Object.fromEntries([...ofMasters, ...ofWorkers]),
    bindings: Object.fromEntries(bound.map(({ name, source }) => [source, name])),
  }
}
