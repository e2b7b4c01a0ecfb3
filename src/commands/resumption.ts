// What a run says of itself for later ones (the head of its journal), and where one that continues another begins.
// Verbs of a desired state run again as a whole: what holds already is left alone. Action verbs act each time, so that
// `resume` leaves out the plays that ended in the killed run, as long as the playbook is still the same.

import type { Invocation } from '../cli/io.js'
import type { Operation } from '../run/operation.js'
import { playbookDigest } from '../run/playbook_digest.js'
import { listAudit } from '../state/audit.js'
import type { StateFolder } from '../state/folder.js'
import { interruptedRun, unresumedRuns } from '../state/interrupted.js'
import { readJournal } from '../state/journal_file.js'
import { openNotices } from '../state/notices.js'
import { runHead } from '../state/run_head.js'

/** Verbs whose second run does it all again. */
export const actionVerbs: ReadonlySet<string> = new Set(['restart', 'exec'])

/** The operation with what its journal is to keep. Warns where the playbook is not the one that was interrupted. */
export function withOrigin(operation: Operation, { origin, io }: Invocation): Operation {
  if (!origin) return operation
  const digest = playbookDigest(operation.playbook)
  const { resumed, ...typed } = origin
  const changed = resumed !== undefined && resumed.digest !== digest
  if (changed) io.warn('warning: the playbook is not the one that was interrupted: it runs from its beginning')
  const from = resumed && !changed && actionVerbs.has(operation.title) ? resumed.plays : 0
  const notices = changed ? [] : (resumed?.notices ?? [])
  return { ...operation, from, notices, origin: { ...typed, digest, resumes: resumed?.run ?? null } }
}

/** Says that a killed run waits to be continued, before an action begins anew. */
export async function sayInterrupted(
  { io, origin }: Invocation,
  { state, cluster, verb }: { state: StateFolder; cluster: string | null; verb: string },
): Promise<void> {
  if (cluster === null || !actionVerbs.has(verb) || origin?.resumed) return
  const open = await interruptedRun(state, cluster)
  if (open)
    io.warn(
      `note: a run was interrupted: ${open.command}. This begins anew; dmbook resume ${open.run} would continue that`,
    )
}

/** Says what handlers of an earlier run of this playbook still owe: `resume` makes it good, a run of its own does not. */
export async function sayOwedHandlers(
  { io, origin }: Invocation,
  { state, operation }: { state: StateFolder; operation: Operation },
): Promise<void> {
  if (origin?.resumed || !operation.playbook.plays.some(({ handlers }) => handlers.length > 0)) return
  const earlier = unresumedRuns(await listAudit(state)).filter(({ verb }) => verb === operation.title)
  for (const { run } of earlier) {
    const journal = (await readJournal(state, run)) ?? []
    const notices = runHead(journal)?.digest === operation.origin?.digest ? openNotices(journal) : []
    const owed = notices.map(({ host, handlers }) => `${handlers.join(', ')} on ${host}`)
    if (owed.length > 0)
      io.warn(`note: run ${run} left handlers that did not run: ${owed.join('; ')}. dmbook resume ${run} runs them`)
  }
}
