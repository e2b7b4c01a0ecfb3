// Runs that began and never said how they ended, because their process was killed or the machine went down.
// One counts until a later run of its kind ended well: then what it left half done was done, or undone, by that.

import { type AuditRecord, listAudit } from './audit.js'
import type { StateFolder } from './folder.js'
import { whereabouts } from './process_identity.js'

/** `run` names its journal. */
export type InterruptedRun = AuditRecord & { readonly run: string }

/** Verbs that set the same thing: the one that ended well has the last word. */
const families: readonly (readonly string[])[] = [
  ['start', 'stop', 'restart'],
  ['enable', 'disable'],
  ['patch', 'patch revert'],
  ['upgrade', 'upgrade rollback'],
]

/** What the first has begun the second can take back, and what it has not taken back is noted in the record. */
const takesBack: Readonly<Record<string, string>> = { 'scale-out': 'scale-in' }

/** `running`: it has not ended and its process lives, or lives where nobody can tell. */
export type AuditState = 'ended' | 'running' | 'killed'

export function auditState({ exit, process, host = '' }: AuditRecord): AuditState {
  if (exit !== null) return 'ended'
  if (!process) return 'killed'
  return whereabouts({ ...process, host }) === 'dead' ? 'killed' : 'running'
}

/** The newest run on the cluster that was killed and that nothing since made good; null where there is none. */
export async function interruptedRun(state: StateFolder, cluster: string): Promise<InterruptedRun | null> {
  return openRuns(await listAudit(state), 'killed').find((run) => run.cluster === cluster) ?? null
}

/** Runs that were killed (or, with `failed`, that did not end well) and were not made good, the newest first. */
export function openRuns(newestFirst: readonly AuditRecord[], open: 'killed' | 'killed or failed'): InterruptedRun[] {
  return unsettled(newestFirst, { open, settles })
}

/** Runs that did not end well and that no resumed one finished, be it that a run of its own ended well since. */
export const unresumedRuns = (newestFirst: readonly AuditRecord[]): InterruptedRun[] =>
  unsettled(newestFirst, { open: 'killed or failed', settles: finishes })

interface Unsettled {
  readonly open: 'killed' | 'killed or failed'
  settles(later: AuditRecord, open: AuditRecord): boolean
}

function unsettled(newestFirst: readonly AuditRecord[], { open, settles }: Unsettled): InterruptedRun[] {
  return newestFirst.flatMap((record, index) => {
    const { run } = record
    const killed = auditState(record) === 'killed'
    const failed = open !== 'killed' && record.exit !== null && record.exit !== 0
    if (run === null || !(killed || failed)) return []
    return newestFirst.slice(0, index).some((later) => settles(later, record)) ? [] : [{ ...record, run }]
  })
}

const finishes = (later: AuditRecord, open: AuditRecord): boolean => later.exit === 0 && later.resumes === open.run

function settles(later: AuditRecord, open: AuditRecord): boolean {
  if (later.exit !== 0 || later.run === null || later.cluster !== open.cluster) return false
  if (finishes(later, open) || (later.verb === 'destroy' && open.cluster !== null)) return true
  const family = families.find((verbs) => verbs.includes(open.verb)) ?? [open.verb]
  return family.includes(later.verb) || takesBack[open.verb] === later.verb
}
