// Waits until one member serves: the process answers, and the cluster counts it in. An open port says neither.
// Or until a worker is offline: only then does DM move its source elsewhere and let go of its registration.
// (dm-runtime.md §2.12: a worker's /status answers after its subtasks were restored; the stage is the cluster's view.)

import type { Static } from 'typebox'
import type { DmApi, Members } from '../hosts/dm_api.js'
import type { Reader } from '../hosts/host.js'
import { dmOf } from './dm_leader.js'
import { lastWords } from './last_words.js'
import { defineModule, ModuleError } from './module.js'
import { choice, duration, durationMs, object, optional, string } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'
import type { Tools } from './tools.js'

const params = object({
  name: string('The name that DM has registered.'),
  state: choice(['serving', 'offline'], 'What is waited for; offline of a worker only.', { default: 'serving' }),
  role: optional(choice(['dm-master', 'dm-worker'], 'What it is; the role of the host when absent.')),
  address: optional(string('host:port that it answers at; the id of the host when absent.')),
  timeout: optional(duration('Longest wait; --wait-timeout when absent.')),
  steady: optional(duration('How long it must serve without a break: etcd takes no master within 5 s of another.')),
  gone: choice(['wait', 'fail'], 'What to do when the process of its unit has ended: it may be started again.', {
    default: 'wait',
  }),
})
type Params = Static<typeof params>

export const dmMember = defineModule({
  kind: 'read',
  summary: 'Wait until the cluster counts a member in, or a worker as offline.',
  description:
    'A master serves when /status and /health answer, it is listed alive and a leader is known. A worker serves when ' +
    '/status answers and its stage is known and not offline. A worker that was stopped is offline at once; one that was ' +
    'killed, when its lease ends: after 60 s, with a relay log after 30 min. Asked from the control machine.',
  params,
  results: {
    version: 'The release version that it runs, null when it is offline.',
    stage: 'Of a worker: free, bound, relay or offline; null of a master, and of what is not registered.',
    leader: 'The name of the leader.',
  },
  examples: [
    { name: 'dm-1' },
    { name: 'worker-1', role: 'dm-worker', address: '172.19.0.101:8262', timeout: '2m' },
    { name: 'worker-1', state: 'offline' },
  ],

  async read(host, want, tools) {
    const dm = dmOf(tools)
    const ask = steadily(lookAt(dm, want, tools), durationMs(want.steady, 0), tools)
    const look = async (): Promise<Look<Serving>> => {
      const found = await ask()
      if (found.kind === 'not_yet' && want.gone === 'fail') await mustRun(host, tools)
      return found
    }
    const timeoutMs = durationMs(want.timeout, tools.waitTimeoutMs)
    const what = want.state === 'offline' ? `wait until ${want.name} is offline` : `wait until ${want.name} serves`
    const { unit } = tools.host
    const detail = unit !== null && want.state === 'serving' ? () => lastWords(host, tools, unit) : undefined
    return poll(tools, { what, timeoutMs, intervalMs: 100, detail }, look)
  },
})

/** The same look, content only when it has been for so long. */
function steadily<T>(look: () => Promise<Look<T>>, steadyMs: number, { clock }: Tools): () => Promise<Look<T>> {
  let since: number | null = null
  return async () => {
    const found = await look()
    since = found.kind === 'done' ? (since ?? clock.monotonic()) : null
    return since !== null && clock.monotonic() - since < steadyMs ? notYet('it serves; not for long yet') : found
  }
}

/** Throws a ModuleError that says how the process ended and what it said last. */
async function mustRun(host: Reader, tools: Tools): Promise<void> {
  const { unit } = tools.host
  if (unit === null) return
  const status = await tools.services.status(host.as(tools.services.become), unit)
  if (status.kind === 'running') return
  const failure = ('failure' in status ? status.failure : null) ?? 'it has none'
  const detail = await lastWords(host, tools, unit)
  throw new ModuleError(`cannot wait for ${unit} as its process ended: ${failure}`, { code: 'E-SERVICE', detail })
}

interface Serving {
  readonly version: string | null
  readonly stage: string | null
  readonly leader: string | null
}

function lookAt(dm: DmApi, { name, role, address, state }: Params, { host }: Tools): () => Promise<Look<Serving>> {
  const kind = role ?? host.role
  const at = address ?? host.id
  if (kind === 'dm-master' && state === 'serving') return () => lookAtMaster(dm, name, at)
  if (kind === 'dm-worker' && state === 'offline') return () => lookForOffline(dm, name)
  if (kind === 'dm-worker') return () => lookAtWorker(dm, name, at)
  const wanted = state === 'offline' ? 'no dm-worker' : 'neither dm-master nor dm-worker'
  throw new ModuleError(`cannot wait for ${name} as it is ${wanted}: ${kind}`)
}

async function lookAtMaster(dm: DmApi, name: string, address: string): Promise<Look<Serving>> {
  const [status, healthy] = await Promise.all([dm.status(address), dm.health(address)])
  if (!status) return notYet(`${address} does not answer`)
  if (healthy !== true) return notYet(`${address} answers but has no quorum`)
  const members = await knownMembers(dm)
  if (typeof members === 'string') return notYet(members)
  const listed = members.masters.find((master) => master.name === name)
  if (!listed) return notYet(`${name} is not among the masters`)
  if (!listed.alive) return notYet(`${name} is listed but not alive`)
  if (!members.leader) return notYet('there is no leader')
  return done({ version: versionIn(status), stage: null, leader: members.leader })
}

async function lookAtWorker(dm: DmApi, name: string, address: string): Promise<Look<Serving>> {
  const [status, members] = await Promise.all([dm.status(address), knownMembers(dm)])
  if (!status) return notYet(`${address} does not answer`)
  if (typeof members === 'string') return notYet(members)
  const listed = members.workers.find((worker) => worker.name === name)
  if (!listed) return notYet(`${name} is not among the workers`)
  if (listed.stage === 'offline') return notYet(`${name} is listed offline`)
  return done({ version: versionIn(status), stage: listed.stage, leader: members.leader })
}

/** One that is not registered is as good as offline: what this was waited for has happened. */
async function lookForOffline(dm: DmApi, name: string): Promise<Look<Serving>> {
  const members = await knownMembers(dm)
  if (typeof members === 'string') return notYet(members)
  const stage = members.workers.find((worker) => worker.name === name)?.stage ?? null
  if (stage !== null && stage !== 'offline') return notYet(`${name} is listed ${stage}`)
  return done({ version: null, stage, leader: members.leader })
}

/** The members, or why no master tells them: while masters come and go that is no failure yet. */
export async function knownMembers(dm: DmApi): Promise<Members | string> {
  try {
    return await dm.members()
  } catch (thrown) {
    if (thrown instanceof TypeError) throw thrown
    return `no master tells the members: ${thrown instanceof Error ? thrown.message : String(thrown)}`
  }
}

const versionIn = (status: ReadonlyMap<string, string>): string | null => status.get('Release Version') ?? null
