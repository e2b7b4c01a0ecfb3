// Around a run: plan without a lock, ask, then lock, read the state's serial again, begin the audit, run, end it.
// A plan stops after looking: no lock, no audit, no journal.

import { DmbookError, exitCodes } from '../core/error.js'
import type { Event, Listener } from '../core/event.js'
import { valueExpressions } from '../language/expressions_in.js'
import type { Inventory } from '../language/inventory.js'
import type { Playbook, Scope } from '../language/playbook.js'
import { evaluateText } from '../language/values.js'
import { catalog, modules } from '../modules/index.js'
import type { Tools } from '../modules/tools.js'
import type { Packages } from '../packages/packages.js'
import { beginAudit, endAudit } from '../state/audit.js'
import type { StateFolder } from '../state/folder.js'
import { openJournal } from '../state/journal_file.js'
import { acquireLock, type LockHolder } from '../state/lock.js'
import type { Notified } from '../state/notices.js'
import type { RunHeadRecord } from '../state/run_head.js'
import { readLive, unknownCluster } from './live.js'
import { type Outline, outline } from './outline.js'
import { redacted } from './redacted.js'
import { type RunEnd, run } from './run.js'
import { settleEvictions } from './settle_evictions.js'
import { settleMoves } from './settle_moves.js'
import type { World } from './world.js'

/** What is to be run on what. `lock` names what nobody else may change meanwhile. */
export interface Operation {
  readonly runId: string
  /** the verb, or the playbook's file */
  readonly title: string
  readonly cluster: string | null
  readonly playbook: Playbook
  readonly inventory: Inventory
  readonly inputs: Scope
  readonly base: Scope
  readonly mode: 'run' | 'plan'
  readonly tools: Pick<Tools, 'services' | 'cluster' | 'draft' | 'dm' | 'dmctl' | 'waitTimeoutMs' | 'gather'>
  /** Where packages come from; what is to be known of that place is warned of. */
  packages(warn: (text: string) => void): Packages
  readonly sshTimeoutMs: number
  readonly commandLine: string
  readonly user: string
  readonly lock: string
  /** the first play that is run; those before it ended in the run that this one continues */
  readonly from?: number
  /** what the run that this one continues left to its handlers */
  readonly notices?: readonly Notified[]
  /** what the journal keeps of how this was asked for */
  readonly origin?: Pick<RunHeadRecord, 'words' | 'cwd' | 'mirror' | 'digest' | 'resumes'>
}

/** The people and the world around it. `ask` is null where every question is answered yes. */
export interface Surroundings {
  readonly world: World
  readonly state: StateFolder
  readonly listener: Listener
  readonly stop: AbortSignal
  readonly abort: AbortSignal
  readonly ask: ((question: string) => Promise<boolean>) | null
  /** hides secrets in what is kept on the disk */
  readonly redact?: (text: string) => string
}

/** What the operation will do; pure. */
export function outlineOf({ playbook, inventory, base, inputs, from = 0 }: Operation): Outline {
  const { plays } = outline({ playbook, inventory, base: { ...base, inputs } })
  return { plays: plays.slice(from) }
}

/** Gives the exit code. Throws what ends it before the first change. */
export async function operate(operation: Operation, around: Surroundings): Promise<number> {
  const { clock } = around.world
  const setup = (listener: Listener) => ({
    ...operation,
    ...around,
    listener,
    tools: {
      ...operation.tools,
      packages: operation.packages((text) => listener({ kind: 'warning', at: clock.now(), text })),
    },
    head: { run: operation.runId, playbook: operation.title, cluster: operation.cluster, mode: operation.mode },
    outline: outlineOf(operation),
    catalog: catalog(),
    modules,
    next: operation.commandLine,
  })
  if (operation.mode === 'plan') return exitOf(await run({ ...setup(around.listener), journal: async () => {} }))
  await confirm(operation, around)
  return locked(operation, around, async (journal, listener) => run({ ...setup(listener), journal }))
}

async function confirm({ playbook, base, inputs, tools }: Operation, { ask, stop }: Surroundings): Promise<void> {
  if (playbook.confirm && ask) {
    const asksLive = valueExpressions(playbook.confirm).some(({ names }) => names.has('cluster'))
    const cluster = asksLive ? await readLive(tools.dm) : unknownCluster
    const question = evaluateText(playbook.confirm, { ...base, inputs, cluster })
    if (question.trim() !== '' && !(await ask(question)))
      throw new DmbookError('not confirmed: nothing was changed', {
        code: 'E-DECLINED',
        exit: 'refused',
        hint: 'answer yes, or give -y',
      })
  }
  if (stop.aborted)
    throw new DmbookError('interrupted before the first change', { code: 'E-INTERRUPTED', exit: 'interrupted' })
}

type Journal = (record: object) => Promise<void>

type Body = (journal: Journal, listener: Listener) => Promise<RunEnd>

async function locked(operation: Operation, around: Surroundings, body: Body): Promise<number> {
  const before = await operation.tools.cluster?.load()
  const lock = await acquireLock(operation.lock, {
    command: operation.commandLine,
    user: operation.user,
    now: around.world.clock.now(),
  })
  if (lock.takenFrom) around.listener(takeover(lock.takenFrom, around.world.clock.now()))
  try {
    const now = await operation.tools.cluster?.load()
    if (before?.serial !== now?.serial) throw stale(operation)
    return await recorded(operation, around, body)
  } finally {
    await lock.release()
  }
}

/** An event that cannot be written is lost; what is about to be done is not done then. */
async function recorded(operation: Operation, around: Surroundings, body: Body): Promise<number> {
  const { world, state, listener, redact = (text) => text } = around
  const audit = await beginAudit(state, auditOf(operation, world.clock.now()))
  const journal = await openJournal(state, operation.runId)
  const append: Journal = (record) => journal.append(redacted(record, redact))
  let exit: number = exitCodes.bug
  try {
    if (operation.origin) await append(headOf(operation, operation.origin))
    for (const notice of operation.notices ?? []) await append(notice)
    await settleEvictions(operation.tools, operation.inventory)
    await settleMoves(operation.tools)
    const end = await body(append, (event) => {
      listener(event)
      if (kept(event)) append(event).catch(() => {})
    })
    exit = exitOf(end)
    return exit
  } catch (thrown) {
    if (thrown instanceof DmbookError) exit = exitCodes[thrown.exit]
    throw thrown
  } finally {
    await journal.close()
    await endAudit(state, audit, { exit, now: world.clock.now() })
  }
}

function takeover({ command, user, pid, since }: LockHolder, at: number): Event {
  const began = new Date(since).toISOString()
  const text = `took the lock over from ${command} by ${user} (PID ${pid}), begun ${began}, whose process is gone`
  return { kind: 'warning', at, text }
}

function auditOf({ commandLine, title, user, cluster, runId, origin }: Operation, now: number) {
  const resumes = origin?.resumes ?? undefined
  return { command: commandLine, verb: title, user, cluster, run: runId, resumes, started: now }
}

function headOf(
  { runId, title, cluster, from = 0 }: Operation,
  origin: NonNullable<Operation['origin']>,
): RunHeadRecord {
  return { kind: 'head', run: runId, verb: title, cluster, from, ...origin }
}

/** What is only of the moment stays out of the journal. */
const kept = ({ kind }: Event): boolean => kind !== 'host_waiting' && kind !== 'host_applying'

function stale({ cluster }: Operation): DmbookError {
  return new DmbookError(`cannot go on as ${cluster} was changed since this was planned: stale plan`, {
    code: 'E-STALE',
    exit: 'locked',
    hint: 'run the same command again',
  })
}

const exits = {
  ok: 'ok',
  failed: 'failed',
  unreachable: 'unreachable',
  interrupted: 'interrupted',
  refused: 'refused',
  locked: 'locked',
} as const

const exitOf = ({ result }: RunEnd): number => exitCodes[exits[result]]
