// `replay ID`: types the same command again, from the folder where it was typed. It begins anew: what was killed is gone
// on with by `resume`.

import { hiddenWord } from '../cli/command_line.js'
import type { Command } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { shellWords } from '../core/shell_words.js'
import { type AuditRecord, listAudit } from '../state/audit.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { readJournal } from '../state/journal_file.js'
import { type RunOrigin, runHead } from '../state/run_head.js'
import { confirmed } from './confirmed.js'
import { timeText } from './journal_text.js'

export const replay: Command = {
  async run(invocation) {
    const { args, settings, again } = invocation
    const [id = ''] = args
    const state = await stateFolder(settings.home)
    const records = await listAudit(state)
    const found = records.find((record) => record.id === id) ?? records.find(({ run }) => run === id)
    if (!found) throw refusal(`there is no "${id}" in the audit`, 'dmbook audit lists the ids', 'input')
    const origin = await originOf(found, { state, cwd: settings.cwd, mirror: settings.mirror })
    if (origin.words.some((word) => word.includes(hiddenWord)))
      throw refusal(
        `cannot replay ${id} as a secret was typed with it, which is not kept`,
        `type it again: ${found.command}`,
      )
    if (!again) return exitCodes.ok
    await confirmed(invocation, `Type it again: ${found.command} (by ${found.user}, ${timeText(found.started)})?`)
    const own = [...(settings.yes ? ['--yes'] : []), ...(settings.json ? ['--json'] : [])]
    return again({ ...origin, words: [...own, ...origin.words] })
  },
}

/** A run's journal says where it was typed; of another command only the line is kept. */
async function originOf(
  { run, command }: AuditRecord,
  { state, cwd, mirror }: { state: StateFolder; cwd: string; mirror: string | null },
): Promise<RunOrigin> {
  const head = run === null ? null : runHead((await readJournal(state, run)) ?? [])
  return head ?? { words: shellWords(command).slice(1), cwd, mirror }
}

const refusal = (message: string, hint: string, exit: 'refused' | 'input' = 'refused'): DmbookError =>
  new DmbookError(message, { code: exit === 'input' ? 'E-NO-AUDIT' : 'E-REPLAY', exit, hint })
