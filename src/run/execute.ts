// One module on one host: look, act where it differs, look again. What makes a step idempotent and a success verified
// lives here, once for all modules.

import type { Change, Failure, Outcome } from '../core/event.js'
import type { Reader, Writer } from '../hosts/host.js'
import {
  type ActionModule,
  type Check,
  type Module,
  ModuleError,
  type ReadModule,
  type StateModule,
} from '../modules/module.js'
import type { Tools } from '../modules/tools.js'

/** `params` are validated. `beforeEffect` must be durable before it resolves: the journal's line. */
export interface Job {
  readonly module: Module
  readonly params: object
  readonly host: Writer
  readonly tools: Tools
  readonly mode: 'run' | 'plan'
  /** plan only: an earlier task of this host would change something */
  readonly pending: boolean
  /** a check that was begun before; one that failed is begun again */
  readonly seen?: Promise<Check> | undefined
  beforeEffect(changes: readonly Change[]): Promise<void>
}

/** `result` undefined: not known, as in a plan whose effects have not happened. */
export interface Done {
  readonly outcome: Outcome
  readonly result: object | undefined
}

/** Runs a module; throws what the module or the connection throws. */
export async function execute(job: Job): Promise<Done> {
  if (job.mode === 'run' || !job.pending) return ended(job)
  try {
    const done = await ended(job)
    return done.outcome.kind === 'failed' ? mayBe(done.outcome.error.message) : done
  } catch (thrown) {
    if (thrown instanceof ModuleError) return mayBe(thrown.message)
    throw thrown
  }
}

/** What stands in a task's way in a plan may be what earlier tasks would change. */
const mayBe = (now: string): Done => ({
  outcome: { kind: 'may', why: `earlier tasks would change what it needs; now: ${now}` },
  result: undefined,
})

function ended(job: Job): Promise<Done> {
  const { module } = job
  if (module.kind === 'state') return keepState(module, job)
  return module.kind === 'action' ? act(module, job) : look(module, job)
}

async function keepState(module: StateModule, job: Job): Promise<Done> {
  const seen = await job.seen?.catch(() => undefined)
  const found = seen ?? (await module.check(job.host as Reader, job.params, job.tools))
  if (found.kind !== 'differs') return settled(found)
  if (job.mode === 'plan') return planned(found)
  await job.beforeEffect(found.changes)
  await module.apply(job.host, job.params, job.tools)
  const after = await module.check(job.host as Reader, job.params, job.tools)
  if (after.kind === 'same') return { outcome: { kind: 'changed', changes: found.changes }, result: after.result ?? {} }
  await module.explain?.(job.host as Reader, job.params, job.tools)
  return failed({ code: 'E-VERIFY', message: `applied, yet it is not as wanted: ${leftOver(after)}` })
}

async function act(module: ActionModule, job: Job): Promise<Done> {
  const found = await module.foresee(job.host as Reader, job.params, job.tools)
  if (found.kind !== 'differs') return settled(found)
  if (job.mode === 'plan') return planned(found)
  await job.beforeEffect(found.changes)
  const { changed, changes, result } = await module.act(job.host, job.params, job.tools)
  const outcome: Outcome = changed ? { kind: 'changed', changes: changes ?? found.changes } : { kind: 'ok' }
  return { outcome, result: result ?? {} }
}

async function look(module: ReadModule, job: Job): Promise<Done> {
  if (job.mode === 'plan' && job.pending) {
    return { outcome: { kind: 'may', why: 'it looks at what earlier tasks would change' }, result: undefined }
  }
  return { outcome: { kind: 'ok' }, result: await module.read(job.host as Reader, job.params, job.tools) }
}

function settled(found: Exclude<Check, { kind: 'differs' }>): Done {
  if (found.kind === 'same') return { outcome: { kind: 'ok' }, result: found.result ?? {} }
  return failed({ code: 'E-BLOCKED', message: found.why, hint: found.hint })
}

const planned = (found: Extract<Check, { kind: 'differs' }>): Done => ({
  outcome: { kind: 'changed', changes: found.changes },
  result: undefined,
})

const failed = (error: Failure): Done => ({ outcome: { kind: 'failed', error }, result: {} })

function leftOver(found: Exclude<Check, { kind: 'same' }>): string {
  return found.kind === 'blocked' ? found.why : found.changes.map((change) => change.summary).join('; ')
}
