// Shows what an import would do, and asks: yes, no, or edit, as often as wanted.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, errorText } from '../core/error.js'
import { reportJson, reportText } from '../dm/legacy/report_text.js'
import type { Takeover } from '../dm/legacy/takeover.js'
import { writeFileAtomic } from '../state/files.js'
import { openEditor } from './editor.js'

interface Showing {
  readonly takeover: Takeover
  readonly topology: string
  /** throws what is wrong with a text */
  check(text: string): void
}

/** Gives the topology that was agreed on. Throws E-DECLINED. */
export async function confirmedTopology(
  invocation: Invocation,
  { takeover, topology, check }: Showing,
): Promise<string> {
  const { io, settings } = invocation
  let text = topology
  for (;;) {
    const shown = { topology: text }
    io.say(settings.json ? JSON.stringify(reportJson(takeover, shown)) : reportText(takeover, shown))
    if (settings.yes || invocation.options.plan === true || invocation.options.check === true) return text
    const answer = ((await io.ask(`Deploy this as ${takeover.wishes.name}? [y]es, [e]dit, [N]o`)) ?? '').trim()
    if (/^y(es)?$/i.test(answer)) return text
    if (!/^e(dit)?$/i.test(answer)) throw declined()
    text = await edited(invocation, { text, check })
  }
}

const declined = (): DmbookError =>
  new DmbookError('not confirmed: nothing was changed', {
    code: 'E-DECLINED',
    exit: 'refused',
    hint: '--output FILE writes the topology, --topology FILE takes an edited one',
  })

/** What is wrong is said, and the text of before stays. */
async function edited(
  { io, settings }: Invocation,
  { text, check }: { readonly text: string; readonly check: Showing['check'] },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dmbook-'))
  try {
    const file = join(folder, 'topology.yaml')
    await writeFileAtomic(file, text)
    await openEditor(file, settings.editor)
    const next = await readFile(file, 'utf8')
    check(next)
    return next
  } catch (thrown) {
    io.warn(errorText(thrown))
    return text
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
