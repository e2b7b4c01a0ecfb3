// How each instance of a cluster is, asked all at once under one deadline, as `tiup dm display` words it.
// A dead host costs at most the deadline, however many there are.

import type { DmApi, Members } from '../hosts/dm_api.js'
import type { Fetch } from '../hosts/http.js'
import type { Host } from '../language/inventory.js'

export interface Asking {
  readonly dm: DmApi | null
  readonly fetch: Fetch
  readonly timeoutMs: number
}

/** `since` is the start of the process in milliseconds since 1970, null where it is not known. */
export interface InstanceStatus {
  readonly status: string
  readonly source: string | null
  readonly version: string | null
  readonly since: number | null
}

/** The status of every host, by id. Never throws: what does not answer is `Down`, what nobody can tell is `N/A`. */
export async function statuses(hosts: readonly Host[], asking: Asking): Promise<ReadonlyMap<string, InstanceStatus>> {
  const members = within(asking, asking.dm?.members() ?? Promise.resolve(null))
  const found = await Promise.all(
    hosts.map(async (host) => [host.id, await statusOf(host, { ...asking, members })] as const),
  )
  return new Map(found)
}

type WithMembers = Asking & { readonly members: Promise<Members | null> }

async function statusOf(host: Host, asking: WithMembers): Promise<InstanceStatus> {
  const [status, metrics, version] = await Promise.all([
    wordOf(host, asking),
    within(asking, processStart(host, asking)),
    host.member ? within(asking, releaseOf(host, asking)) : null,
  ])
  const source = (await asking.members)?.workers.find(({ name }) => name === host.member)?.source
  return { status, source: source || null, version, since: metrics }
}

function wordOf(host: Host, asking: WithMembers): Promise<string> {
  if (host.role === 'dm-master') return masterWord(host, asking)
  return host.role === 'dm-worker' ? workerWord(host, asking) : readyWord(host, asking)
}

async function masterWord(host: Host, asking: Asking): Promise<string> {
  const address = host.id
  const [members, health] = await Promise.all([
    within(asking, asking.dm?.membersFrom(address) ?? Promise.resolve(null)),
    within(asking, asking.dm?.health(address) ?? Promise.resolve(null)),
  ])
  if (!members) return health === null ? 'Down' : 'Unhealthy'
  const own = members.masters.find(({ name }) => name === host.member)
  if (!own) return 'N/A'
  const word = own.alive && health !== false ? 'Healthy' : 'Unhealthy'
  return members.leader === host.member ? `${word}|L` : word
}

async function workerWord(host: Host, { members }: WithMembers): Promise<string> {
  const known = await members
  if (!known) return 'N/A'
  const stage = known.workers.find(({ name }) => name === host.member)?.stage
  return stage === undefined || stage === 'unknown' ? 'N/A' : `${stage.charAt(0).toUpperCase()}${stage.slice(1)}`
}

async function readyWord(host: Host, asking: Asking): Promise<string> {
  const url = host.vars.ready_url
  if (typeof url !== 'string') return 'N/A'
  const answer = await within(asking, asking.fetch(url, { timeoutMs: asking.timeoutMs }))
  return answer && answer.status >= 200 && answer.status < 400 ? 'Up' : 'Down'
}

async function processStart(host: Host, { fetch, timeoutMs }: Asking): Promise<number | null> {
  const { text } = await fetch(`http://${host.id}/metrics`, { timeoutMs })
  const [, seconds] = /^process_start_time_seconds ([\d.e+]+)$/m.exec(text) ?? []
  return seconds ? Number(seconds) * 1000 : null
}

async function releaseOf(host: Host, { dm }: Asking): Promise<string | null> {
  return (await dm?.status(host.id))?.get('Release Version') ?? null
}

/** The value, or null when it fails or the deadline comes first. */
async function within<T>({ timeoutMs }: Asking, value: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs)
  })
  try {
    return await Promise.race([value.catch(() => null), deadline])
  } finally {
    clearTimeout(timer)
  }
}
