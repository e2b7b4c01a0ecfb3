// `audit`: what was done to clusters. `audit ID`: one of these with all that its run did. `audit cleanup`: forgets old ones.

import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { count, table } from '../core/text.js'
import { type AuditRecord, forgetAudit, listAudit } from '../state/audit.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { auditState } from '../state/interrupted.js'
import { readJournal } from '../state/journal_file.js'
import { confirmed } from './confirmed.js'
import { journalText, timeText } from './journal_text.js'
import { givenNumber } from './words.js'

export const audit: Command = {
  async run(invocation) {
    const { io, args, settings } = invocation
    const state = await stateFolder(settings.home)
    const [id] = args
    if (id === 'cleanup') return cleanup(invocation, state)
    if (id !== undefined) return show(invocation, state, id)
    const records = await listAudit(state)
    const rows = records.map(({ id, started, command }) => [id, timeText(started), command])
    if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/audit/v1', records: records.map(withState) }, null, 2))
    else for (const line of table(['ID', 'Time', 'Command'], rows)) io.say(line)
    return exitCodes.ok
  },
}

const withState = (record: AuditRecord): object => ({ ...record, state: auditState(record) })

/** By its own id, or by that of its run. */
async function show({ io, settings }: Invocation, state: StateFolder, id: string): Promise<number> {
  const records = await listAudit(state)
  const found = records.find((record) => record.id === id) ?? records.find(({ run }) => run === id)
  if (!found) {
    throw new DmbookError(`there is no "${id}" in the audit`, {
      code: 'E-NO-AUDIT',
      exit: 'input',
      hint: 'dmbook audit lists the ids',
    })
  }
  const journal = found.run === null ? null : await readJournal(state, found.run)
  if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/audit-run/v1', ...withState(found), journal }, null, 2))
  else for (const line of journalText(found, journal)) io.say(line)
  return exitCodes.ok
}

async function cleanup(invocation: Invocation, state: StateFolder): Promise<number> {
  const { io, options, settings } = invocation
  const days = givenNumber(options.retain_days, { flag: '--retain-days', fallback: 60 })
  const before = Date.now() - days * 86_400_000
  const old = (await listAudit(state)).filter((record) => record.started < before && auditState(record) !== 'running')
  if (old.length > 0) {
    await confirmed(invocation, `Forget ${count(old.length, 'record')} from before ${timeText(before)}?`)
    await Promise.all(old.map((record) => forgetAudit(state, record)))
  }
  const forgotten = { schema: 'dmbook/audit-cleanup/v1', forgotten: old.map(({ id }) => id), before }
  if (settings.json) io.say(JSON.stringify(forgotten, null, 2))
  else io.say(`${count(old.length, 'record')} from before ${timeText(before)} forgotten`)
  return exitCodes.ok
}
