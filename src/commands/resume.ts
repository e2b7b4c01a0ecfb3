// `resume [RUN]`: goes on with a run that was killed, or that failed. It types the same words again where they were typed:
// verbs of a desired state find what is done and do the rest; of action verbs the plays (of exec the machines) that ended
// are left out. What was begun and has no end is shown first.

import { hiddenWord } from '../cli/command_line.js'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { type AuditRecord, listAudit } from '../state/audit.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { auditState, type InterruptedRun, openRuns, unresumedRuns } from '../state/interrupted.js'
import { readJournal } from '../state/journal_file.js'
import { openNotices } from '../state/notices.js'
import { endedPlays, hostsDone, inDoubt, type RunHeadRecord, runHead } from '../state/run_head.js'
import { timeText } from './journal_text.js'

export const resume: Command = {
  async run(invocation) {
    const { args, io, settings, again } = invocation
    const state = await stateFolder(settings.home)
    const records = await listAudit(state)
    const open = openRuns(records, 'killed or failed')
    const run = args[0] === undefined ? open[0] : await wanted(args[0], { records, open, state })
    if (!run || !again) {
      io.say(
        args[0] === undefined
          ? 'There is no run to continue.'
          : `${args[0]} needs nothing more: it ended well, or a later run made it good.`,
      )
      return exitCodes.ok
    }
    const { head, journal } = await headOf(run, state)
    for (const line of told(run, journal)) io.warn(line)
    const resumed = {
      run: run.run,
      digest: head.digest,
      plays: endedPlays(journal),
      done: hostsDone(journal),
      notices: openNotices(journal),
    }
    return again({ words: wordsFor(head, invocation), cwd: head.cwd, mirror: head.mirror, resumed })
  },
}

interface Known {
  readonly records: readonly AuditRecord[]
  readonly open: readonly InterruptedRun[]
  readonly state: StateFolder
}

/** By the id of the run or of its audit; null where it needs nothing more. What handlers owe is needed, whatever came since. */
async function wanted(id: string, { records, open, state }: Known): Promise<InterruptedRun | null> {
  const record = records.find(({ run }) => run === id) ?? records.find((one) => one.id === id)
  if (!record || record.run === null) throw refusal(`there is no run "${id}"`, 'dmbook runs lists them', 'input')
  if (auditState(record) === 'running')
    throw refusal(`cannot resume ${id} as it is under way: ${record.command}`, 'wait until it has ended', 'locked')
  const found = open.find(({ run }) => run === record.run)
  const owing = found ?? unresumedRuns(records).find(({ run }) => run === record.run)
  if (found || !owing) return found ?? null
  return openNotices((await readJournal(state, owing.run)) ?? []).length > 0 ? owing : null
}

async function headOf(run: InterruptedRun, state: StateFolder) {
  const journal = (await readJournal(state, run.run)) ?? []
  const head = runHead(journal)
  if (!head) throw refusal(`cannot resume ${run.run} as its journal does not say what was asked for`, run.command)
  if (head.words.some((word) => word.includes(hiddenWord)))
    throw refusal(
      `cannot resume ${run.run} as a secret was typed with it, which is not kept`,
      `type it again: ${run.command}`,
    )
  return { head, journal }
}

function told({ run, command, user, started, exit }: InterruptedRun, journal: readonly unknown[]): string[] {
  const doubts = inDoubt(journal).map(({ host, task, changes }) => `  ${host}  ${task}: ${changes.join('; ')}`)
  const how = exit === null ? 'was killed' : `ended with ${exit}`
  return [
    `Resuming ${run}: ${command} (by ${user}, ${timeText(started)}), which ${how}`,
    ...(doubts.length > 0 ? ['In doubt, looked at again now:', ...doubts] : []),
    ...openNotices(journal).map(({ host, handlers }) => `Still to run on ${host}: ${handlers.join(', ')}`),
  ]
}

/** The words of the run, and what resume itself was told about questions and output. */
function wordsFor({ words }: RunHeadRecord, { settings }: Invocation): string[] {
  const own = [...(settings.yes ? ['--yes'] : []), ...(settings.json ? ['--json'] : [])]
  return [...own, ...words]
}

const refusal = (message: string, hint: string, exit: 'refused' | 'input' | 'locked' = 'refused'): DmbookError =>
  new DmbookError(message, { code: 'E-RESUME', exit, hint })
