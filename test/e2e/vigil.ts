// Watches a cluster ten times a second while something is done to it: how many masters are healthy, who leads, which
// worker has which source, where the tasks stand. Asks DM's own API and knows nothing of what is being done.

import { httpFetch } from '../../src/hosts/http.js'

interface Sample {
  readonly at: number
  readonly healthy: number
  readonly leader: string | null
  /** source → worker, of those that are bound */
  readonly bindings: ReadonlyMap<string, string> | null
}

export interface Watched {
  readonly samples: number
  readonly leastHealthy: number
  /** milliseconds with fewer than two healthy masters: a leader that stops takes etcd's own leader along */
  readonly longestShort: number
  readonly leaders: readonly string[]
  /** milliseconds between the last answer that named a leader and the next that did */
  readonly longestWithoutLeader: number
  /** source → the workers that had it, one after the other */
  readonly owners: ReadonlyMap<string, readonly string[]>
  readonly longestUnbound: number
  /** positions that were behind an earlier one */
  readonly stepsBack: readonly string[]
}

const everyMs = 100
/** Who needs longer is not healthy. */
const patienceMs = 1000

/** Begins to watch; the function that it gives ends it. */
export function watch(masters: readonly string[], tasks: readonly string[] = []): () => Promise<Watched> {
  const pending: Promise<Sample>[] = []
  const places: Promise<ReadonlyMap<string, number>>[] = []
  const timer = setInterval(() => {
    pending.push(sample(masters))
    if (pending.length % 5 === 0) places.push(positions(masters, tasks))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    return watched(await Promise.all(pending), await Promise.all(places))
  }
}

async function sample(masters: readonly string[]): Promise<Sample> {
  const at = performance.now()
  const [health, lists] = await Promise.all([
    Promise.all(masters.map((master) => ask(master, '/health'))),
    Promise.all(masters.map((master) => ask(master, '/apis/v1alpha1/members'))),
  ])
  const list = lists.map(membersIn).find((found) => found !== null) ?? null
  return {
    at,
    healthy: health.filter((answer) => answer?.health === 'true').length,
    leader: list?.leader ?? null,
    bindings: list?.bindings ?? null,
  }
}

type Fields = Readonly<Record<string, unknown>>

async function ask(master: string, path: string): Promise<Fields | null> {
  try {
    const { status, text } = await httpFetch(`http://${master}${path}`, { timeoutMs: patienceMs })
    return status === 200 ? JSON.parse(text) : null
  } catch {
    return null
  }
}

function membersIn(answer: Fields | null): { leader: string; bindings: ReadonlyMap<string, string> } | null {
  const entries: unknown = answer?.members
  if (!Array.isArray(entries)) return null
  const part = (key: string): Fields => entries.find((entry: Fields) => entry[key])?.[key] ?? {}
  const leader = String(part('leader').name ?? '')
  const workers = part('worker').workers
  if (leader === '' || !Array.isArray(workers)) return null
  const bound = workers.filter(({ stage, source }) => stage === 'bound' && source !== '')
  return { leader, bindings: new Map(bound.map(({ source, name }) => [source, name])) }
}

/** task → bytes and file in one number */
async function positions(masters: readonly string[], tasks: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const task of tasks) {
    const answers = await Promise.all(masters.map((master) => ask(master, `/apis/v1alpha1/status/${task}`)))
    const [, file, at] = /"syncerBinlog":"\([a-z-]+\.(\d+), (\d+)\)"/.exec(JSON.stringify(answers)) ?? []
    if (file !== undefined) found.set(task, Number(file) * 1e10 + Number(at))
  }
  return found
}

function watched(samples: readonly Sample[], places: readonly ReadonlyMap<string, number>[]): Watched {
  const sources = new Set(samples.flatMap(({ bindings }) => [...(bindings?.keys() ?? [])]))
  const owners = new Map([...sources].map((source) => [source, runs(samples.map((one) => one.bindings?.get(source)))]))
  const unbound = [...sources].map((source) => longestGap(samples, ({ bindings }) => bindings?.has(source) ?? false))
  return {
    samples: samples.length,
    leastHealthy: Math.min(...samples.map(({ healthy }) => healthy)),
    longestShort: longestGap(samples, ({ healthy }) => healthy >= 2),
    leaders: runs(samples.map(({ leader }) => leader ?? undefined)),
    longestWithoutLeader: longestGap(samples, ({ leader }) => leader !== null),
    owners,
    longestUnbound: Math.max(0, ...unbound),
    stepsBack: stepsBack(places),
  }
}

/** Different values one after the other; what is not known in between does not count. */
function runs(values: readonly (string | undefined)[]): string[] {
  const known = values.flatMap((value) => value ?? [])
  return known.filter((value, index) => value !== known[index - 1])
}

/** From the last sample that holds to the next one, where others are between them. */
function longestGap(samples: readonly Sample[], holds: (sample: Sample) => boolean): number {
  let [longest, last, open] = [0, samples[0]?.at ?? 0, false]
  for (const one of samples) {
    if (!holds(one)) {
      open = true
      continue
    }
    if (open) longest = Math.max(longest, one.at - last)
    last = one.at
    open = false
  }
  return open ? Number.POSITIVE_INFINITY : longest
}

function stepsBack(places: readonly ReadonlyMap<string, number>[]): string[] {
  const best = new Map<string, number>()
  return places.flatMap((place) =>
    [...place].flatMap(([task, now]) => {
      const before = best.get(task) ?? 0
      best.set(task, Math.max(before, now))
      return now < before ? [`${task}: ${before} → ${now}`] : []
    }),
  )
}
