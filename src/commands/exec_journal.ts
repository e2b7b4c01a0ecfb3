// The journal of an `exec`: the same events as those of a run, so that `audit` shows it and `resume` knows who is left.
// What a command printed is not in it: that is the machine's own, and may be secret.

import type { Invocation } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import type { Event, HostRecap, Outcome } from '../core/event.js'
import type { Machine } from '../language/inventory.js'
import type { StateFolder } from '../state/folder.js'
import { openJournal } from '../state/journal_file.js'
import type { RunHeadRecord } from '../state/run_head.js'
import type { ExecResult } from './exec.js'

export interface ExecJournal {
  /** durable when it resolves */
  applying(machine: string): Promise<void>
  ended(result: ExecResult): Promise<void>
  end(exit: number): Promise<void>
}

interface Told {
  readonly state: StateFolder
  readonly cluster: string
  readonly machines: readonly Machine[]
  readonly command: string
}

export async function execJournal({ runId = 'none', origin }: Invocation, told: Told): Promise<ExecJournal> {
  const { state, cluster, command } = told
  const journal = await openJournal(state, runId)
  const hosts = told.machines.map(({ id }) => id)
  const task = { id: 'exec', name: command, does: 'command', at: 'exec' }
  const head = { run: runId, playbook: 'exec', cluster, mode: 'run' } as const
  const began = Date.now()
  const recap: HostRecap[] = []
  const say = (event: Event): Promise<void> => journal.append(event)
  const { words = [], cwd = '/', mirror = null, resumed } = origin ?? {}
  const opened: RunHeadRecord = {
    ...{ kind: 'head', run: runId, verb: 'exec', cluster, words, cwd, mirror, digest: 'exec', from: 0 },
    resumes: resumed?.run ?? null,
  }
  await journal.append(opened)
  await say({ kind: 'run_started', at: began, hosts, ...head })
  await say({ kind: 'task_started', at: began, task, depth: 0, hosts })
  return {
    applying: (host) => journal.append({ kind: 'applying', task, host, changes: [`run ${command}`] }),
    async ended(result) {
      const [at, outcome] = [Date.now(), outcomeOf(result)]
      recap.push({ host: result.machine, counts: { ...noCounts, [outcome.kind]: 1 }, ms: at - began })
      await say({ kind: 'host_finished', at, task, host: result.machine, outcome, ms: at - began })
    },
    async end(exit) {
      const at = Date.now()
      await say({ kind: 'task_finished', at, task, ms: at - began })
      const result = exit === exitCodes.ok ? 'ok' : exit === exitCodes.unreachable ? 'unreachable' : 'failed'
      await say({ kind: 'run_finished', at, ...head, result, recap, failures: [], next: null, ms: at - began })
      await journal.close()
    },
  }
}

function outcomeOf({ rc, error, exit }: ExecResult): Outcome {
  if (exit === exitCodes.ok) return { kind: 'changed', changes: [{ summary: 'ended with 0' }] }
  const failure = { code: 'E-COMMAND', message: error ?? `ended with ${rc}` }
  return { kind: exit === exitCodes.unreachable ? 'unreachable' : 'failed', error: failure }
}

const noCounts = { ok: 0, changed: 0, skipped: 0, failed: 0, unreachable: 0, rescued: 0, in_doubt: 0, may: 0 }
