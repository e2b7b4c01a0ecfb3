// Every verb that names a cluster leaves a record of who typed it, begun before it does anything, ended with its exit
// code. Verbs that run a playbook are not here: they begin theirs under the lock, together with the run's journal.
// A verb that only looks waits for no lock, and works where nothing can be written.

import type { Verb } from '../cli/flags.js'
import type { Command, Invocation } from '../cli/io.js'
import { isPlaybookVerb } from '../cli/verbs.js'
import { DmbookError, exitCodes, reason } from '../core/error.js'
import { type AuditRecord, beginAudit, endAudit, shortId } from '../state/audit.js'
import { type StateFolder, stateFolder } from '../state/folder.js'

/** Verbs that change nothing: a state folder that is full or read-only does not stop them. */
const looking: ReadonlySet<string> = new Set(['display', 'logs', 'show-config'])

/** Verbs that choose a playbook themselves. */
const playbookFolders: ReadonlySet<string> = new Set(['config', 'rollback'])

/** Verbs that keep a journal of their own, under this run id. */
const journaled: ReadonlySet<string> = new Set(['exec'])

/** Gives the exit code; throws what the verb throws. */
export async function runAudited(command: Command, verb: Verb, invocation: Invocation): Promise<number> {
  const at = verb.arguments.indexOf('cluster-name')
  if (at < 0 || isPlaybookVerb(verb.name) || playbookFolders.has(verb.name)) return command.run(invocation)
  const state = await stateFolder(invocation.settings.home)
  const cluster = invocation.args[at] ?? null
  const record = await begun(invocation, { state, verb: verb.name, cluster })
  let exit: number = exitCodes.bug
  try {
    exit = await command.run(record?.run ? { ...invocation, runId: record.run } : invocation)
    return exit
  } catch (thrown) {
    if (thrown instanceof DmbookError) exit = exitCodes[thrown.exit]
    throw thrown
  } finally {
    if (record) await ended(invocation, { state, record, exit })
  }
}

interface Beginning {
  readonly state: StateFolder
  readonly verb: string
  readonly cluster: string | null
}

async function begun(invocation: Invocation, { state, verb, cluster }: Beginning): Promise<AuditRecord | null> {
  const { commandLine, settings, io, origin } = invocation
  const started = Date.now()
  try {
    return await beginAudit(state, {
      command: commandLine,
      verb,
      user: settings.user,
      cluster,
      run: journaled.has(verb) ? shortId(started) : null,
      resumes: origin?.resumed?.run,
      started,
    })
  } catch (thrown) {
    if (!looking.has(verb)) throw thrown
    io.warn(`warning: this is not in the audit: ${reason(thrown)}`)
    return null
  }
}

async function ended(
  { io }: Invocation,
  { state, record, exit }: { state: StateFolder; record: AuditRecord; exit: number },
): Promise<void> {
  try {
    await endAudit(state, record, { exit, now: Date.now() })
  } catch (thrown) {
    io.warn(`warning: the audit does not say how this ended: ${reason(thrown)}`)
  }
}
