// DM's API over HTTP. Masters are asked one after another and never only once: one frozen master of three makes every
// third call hang (tiflow#12168), and a leader change answers 38043 or 46001 for a second.
// A 200 proves nothing: the body decides. What no master can say is a DmApiError that names each and its reason.

import { DmbookError, reason } from '../core/error.js'
import { parseMembers, replyOf } from '../dm/members.js'
import { parseOffline, type Removal } from '../dm/offline.js'
import { operationProblems, parseSourceStatus } from '../dm/source_status.js'
import type { Clock } from './clock.js'
import type { DmApi, Members } from './dm_api.js'
import type { Fetch } from './http.js'

/** TaskOp of DM's API. */
const taskOps = { pause: 2, resume: 3 } as const

/** A worker waits for the end of a transaction before it pauses: up to 10 s (dm-runtime §2.10). */
const taskMs = 30_000

const rounds = 2
const restMs = 500

export interface DmApiOptions {
  readonly fetch: Fetch
  readonly clock: Pick<Clock, 'sleep'>
  /** https where an address says nothing else */
  readonly secure?: boolean
}

/** `code` is DM's number of the last problem (38043: no leader), null where none was given. */
export class DmApiError extends DmbookError {
  readonly dmCode: number | null

  constructor(what: string, failures: readonly Problem[], why = 'no master gives an answer') {
    const found = [...new Set(failures.map(({ master, problem }) => `${master}: ${problem}`))].join('; ')
    super(`cannot ${what} as ${why}: ${found || 'there is no master to ask'}`, {
      code: 'E-DM-API',
      exit: 'failed',
    })
    this.name = 'DmApiError'
    this.dmCode = failures.findLast(({ code }) => code !== null)?.code ?? null
  }
}

interface Problem {
  readonly master: string
  readonly problem: string
  readonly code: number | null
}

/** What one master said, for good or ill; nobody else needs to be asked. */
interface Said {
  readonly master: string
  readonly removal: Removal
}

/** The API behind these client addresses: `host:port`, or with `http://` or `https://` before it. */
export function dmApi(masters: readonly string[], { fetch, clock, secure = false }: DmApiOptions): DmApi {
  const baseOf = (master: string): string =>
    /^https?:\/\//.test(master) ? master : `${secure ? 'https' : 'http'}://${master}`
  const timeoutMs = timeoutFor(masters.length)
  const get = (master: string, path: string) => fetch(`${baseOf(master)}${path}`, { timeoutMs })

  const membersOf = async (master: string): Promise<Members | Problem> => {
    const answer = await attempt(master, () => get(master, '/apis/v1alpha1/members'))
    if ('problem' in answer) return answer
    const parsed = parseMembers(answer.status, answer.text)
    return 'problem' in parsed ? { master, ...parsed } : parsed
  }
  /** The text of the first of two tries that is answered at all. */
  const textOf = async (master: string, path: string): Promise<{ status: number; text: string } | null> => {
    const first = await attempt(master, () => get(master, path))
    if (!('problem' in first)) return first
    const second = await attempt(master, () => get(master, path))
    return 'problem' in second ? null : second
  }

  /** Twice does no more than once, so that it is tried again like any question. */
  const leadership = async (master: string, { op, what }: { op: 1 | 2; what: string }): Promise<void> => {
    const url = `${baseOf(master)}/apis/v1alpha1/leader/${op}`
    const ask = async (): Promise<object> => {
      const answer = await attempt(master, () => fetch(url, { timeoutMs, method: 'PUT', body: '{}' }))
      return 'problem' in answer ? answer : { master, ...replyOf(answer.status, answer.text) }
    }
    await firstAnswer([master], { ask, clock, what })
  }

  return {
    masters,
    members: () => firstAnswer(masters, { ask: membersOf, clock, what: 'list the members of the cluster' }),
    async membersFrom(master) {
      const answer = await membersOf(master)
      if (isProblem(answer)) throw new DmApiError('list the members of the cluster', [answer])
      return answer
    },
    health: async (master) => parseHealth(await textOf(master, '/health')),
    async status(master) {
      const answer = await textOf(master, '/status')
      const lines = answer?.status === 200 ? parseStatus(answer.text) : null
      return lines?.has('Release Version') ? lines : null
    },
    async offline(kind, name) {
      const what = `remove the registration of ${name}`
      const path = `/apis/v1alpha1/members/${kind}/${encodeURIComponent(name)}`
      const ask = async (master: string): Promise<Said | Problem> => {
        const answer = await attempt(master, () => fetch(`${baseOf(master)}${path}`, { timeoutMs, method: 'DELETE' }))
        if ('problem' in answer) return answer
        const removal = parseOffline(answer.status, answer.text)
        return removal.kind === 'failed' ? { master, ...removal } : { master, removal }
      }
      const { master, removal } = await firstAnswer(masters, { ask, clock, what })
      if (removal.kind === 'refused') throw new DmApiError(what, [{ master, ...removal }], 'DM refuses it')
    },
    evict: (master) => leadership(master, { op: 1, what: `make ${master} hand leadership over` }),
    cancelEvict: (master) => leadership(master, { op: 2, what: `let ${master} lead again` }),
    source: (id) => {
      const path = `/apis/v1alpha1/status/?sources=${encodeURIComponent(id)}` // an empty name: all tasks
      const ask = async (master: string) => {
        const answer = await attempt(master, () => get(master, path))
        if ('problem' in answer) return answer
        const parsed = parseSourceStatus(id, answer.status, answer.text)
        return 'problem' in parsed ? { master, ...parsed } : parsed
      }
      return firstAnswer(masters, { ask, clock, what: `see what the tasks of ${id} do` })
    },
    async operateTask(op, { task, source }) {
      const path = `/apis/v1alpha1/tasks/${encodeURIComponent(task)}`
      const body = JSON.stringify({ op: taskOps[op], sources: [source] })
      const ask = async (master: string): Promise<object | Problem> => {
        const answer = await attempt(master, () =>
          fetch(`${baseOf(master)}${path}`, { timeoutMs: taskMs, method: 'PUT', body }),
        )
        if ('problem' in answer) return answer
        const reply = replyOf(answer.status, answer.text)
        if ('problem' in reply) return { master, ...reply }
        const [problem] = operationProblems(reply.fields)
        return problem === undefined ? {} : { master, problem, code: null }
      }
      await firstAnswer(masters, { ask, clock, what: `${op} ${task} on ${source}` })
    },
  }
}

/**
 * The leader probes other masters one after another, a second for each dead one, before it answers;
 * while a quorum lives, less than half can be dead.
 */
const timeoutFor = (masters: number): number => Math.max(3_000, 1_000 * (Math.floor((masters - 1) / 2) + 1))

interface Asking<T> {
  ask(master: string): Promise<T | Problem>
  readonly clock: Pick<Clock, 'sleep'>
  readonly what: string
}

async function firstAnswer<T extends object>(masters: readonly string[], { ask, clock, what }: Asking<T>): Promise<T> {
  const failures: Problem[] = []
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await clock.sleep(restMs)
    for (const master of masters) {
      const answer = await ask(master)
      if (!isProblem(answer)) return answer
      failures.push(answer)
    }
  }
  throw new DmApiError(what, failures)
}

const isProblem = (answer: object): answer is Problem => 'problem' in answer

async function attempt<T>(master: string, call: () => Promise<T>): Promise<T | Problem> {
  try {
    return await call()
  } catch (error) {
    return { master, problem: reason(error), code: null }
  }
}

/** etcd says `{"health":"true"}`, and "false" with a 503 where its quorum read fails. */
function parseHealth(answer: { readonly text: string } | null): boolean | null {
  const word = /"health"\s*:\s*"?(true|false)"?/.exec(answer?.text ?? '')?.[1]
  return word === undefined ? null : word === 'true'
}

/** Lines `Release Version: v6.0.0`; others are skipped. */
function parseStatus(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').map((line) => /^([^:]+):\s*(.*?)\s*$/.exec(line))
  return new Map(lines.flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? ''] as const] : [])))
}
