// ListMember, OfflineMember, RegisterWorker, OperateLeader (dm-runtime §1.4–1.6).

import { dmError } from '../dm_error.js'
import { stageOf } from '../store/binding.js'
import { type Member, sorted } from '../store/state.js'
import type { Master } from './master.js'
import { type Rpc, rpc } from './rpc.js'

const aliveMs = 1000

export const listMember = rpc(
  { leader: 'flag', master: 'flag', worker: 'flag', names: 'texts' },
  async (master, { leader, master: masters, worker, names }) => {
    const all = !leader && !masters && !worker
    const members: object[] = []
    if (all || leader) members.push({ leader: leaderEntry(master, names) })
    if (all || masters) members.push({ master: await masterEntry(master, names) })
    if (all || worker) members.push({ worker: workerEntry(master, names) })
    return { result: true, msg: '', members }
  },
)

/** A name filter that does not match leaves the entry, emptied. */
function leaderEntry({ campaign }: Master, names: readonly string[]): object {
  const leader = campaign.leader
  if (leader === null) return { msg: 'election: no leader', name: '', addr: '' }
  const wanted = names.length === 0 || names.includes(leader.name)
  return { msg: '', name: wanted ? leader.name : '', addr: wanted ? leader.address : '' }
}

/** Asks one member after another, as DM does: each dead one costs up to a second. */
async function masterEntry(master: Master, names: readonly string[]): Promise<object> {
  const members = master.store.state.members.filter((member) => names.length === 0 || names.includes(member.name))
  const masters: object[] = []
  for (const member of members.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    masters.push({
      name: member.name,
      memberID: member.id,
      alive: await isAlive(master, member),
      peerURLs: member.peerUrls,
      clientURLs: member.clientUrls,
    })
  }
  return { msg: '', masters }
}

/** Any answer of /health will do, whatever its status. */
async function isAlive({ client }: Master, member: Member): Promise<boolean> {
  const url = member.clientUrls[0]
  if (url === undefined) return false
  return client.send(`${url}/health`, { timeoutMs: aliveMs }).then(
    () => true,
    () => false,
  )
}

function workerEntry({ store }: Master, names: readonly string[]): object {
  const workers = sorted(store.state.workers)
    .filter((worker) => names.length === 0 || names.includes(worker.name))
    .map((worker) => ({
      name: worker.name,
      addr: worker.address,
      stage: stageOf(worker),
      source: stageOf(worker) === 'relay' ? worker.relaySource : worker.source,
    }))
  return { msg: '', workers }
}

export const offlineMember = rpc({ type: 'text', name: 'text' }, async ({ store, log }, { type, name }) => {
  if (type !== 'worker' && type !== 'master') throw dmError(38049, type)
  await store.propose({ kind: type === 'worker' ? 'remove_worker' : 'remove_member', name })
  log.info('offline member successfully', { type, name })
  return { result: true, msg: '' }
})

export const registerWorker = rpc({ name: 'text', address: 'text' }, async ({ store, log }, { name, address }) => {
  await store.propose({ kind: 'register_worker', name, address })
  log.info('register worker successfully', { name, address })
  return { result: true, msg: '' }
})

export const operateLeader: Rpc = {
  ...rpc({ op: 'LeaderOp' }, ({ campaign, log }, { op }) => {
    log.info('', { payload: `op:${op}`, request: 'OperateLeader' })
    if (op === 'InvalidLeaderOp') return { result: false, msg: `operate ${op} is not supported` }
    if (op === 'EvictLeaderOp') campaign.evict()
    else campaign.cancelEviction()
    return { result: true, msg: '' }
  }),
  local: true,
}
