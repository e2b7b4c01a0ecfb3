// `edit-config NAME`: opens the configuration in an editor, checks what came out, shows the difference, asks, saves it.
// Nothing is sent to machines: `reload` does that. What cannot be saved stays in a file that is named, and ends with an
// exit code that says so.

import { rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, errorText, exitCodes } from '../core/error.js'
import { covered } from '../dm/masked.js'
import { colorsFor } from '../report/colors.js'
import { diffLines } from '../report/diff.js'
import { readText, writeFileAtomic } from '../state/files.js'
import { type OpenCluster, openCluster } from './cluster.js'
import { configText } from './config_text.js'
import { confirmed } from './confirmed.js'
import { type Edited, edited } from './edited.js'
import { openEditor } from './editor.js'
import { topologyText } from './new_cluster.js'
import { underLock } from './under_lock.js'

export const editConfig: Command = {
  async run(invocation) {
    const cluster = await openCluster(invocation)
    refuseUnfinished(cluster)
    const { settings, options } = invocation
    const before = configText(cluster.meta, { state: cluster.state, settings })
    if (typeof options.topology_file === 'string') {
      const file = resolve(settings.cwd, options.topology_file)
      const text = await topologyText(file)
      const code = await offered(invocation, cluster, {
        before,
        text,
        judged: judge(cluster, invocation, { file, text }),
      })
      if (dirname(file) === cluster.store.folder) await rm(file, { force: true })
      return code
    }
    refuseWithoutEditor(invocation)
    return byHand(invocation, cluster, before)
  },
}

/** The draft is in the cluster's own folder, where nobody else can read it; it stays where it could not be saved. */
async function byHand(invocation: Invocation, cluster: OpenCluster, before: string): Promise<number> {
  const { io, settings } = invocation
  const file = join(cluster.store.folder, `edited-${process.pid}.yaml`)
  await writeFileAtomic(file, before)
  let saved = false
  try {
    for (;;) {
      await openEditor(file, settings.editor)
      const text = (await readText(file)) ?? ''
      if (text === before) return nothing(invocation, cluster)
      const judged = await tried(invocation, () => judge(cluster, invocation, { file, text }))
      if (!judged) continue
      const code = await offered(invocation, cluster, { before, text, judged })
      saved = true
      return code
    }
  } finally {
    if (saved || (await readText(file)) === before) await rm(file, { force: true })
    else io.warn(`what was edited is kept: dmbook edit-config ${cluster.meta.name} --topology-file ${file}`)
  }
}

const judge = (
  { meta, state }: OpenCluster,
  { settings }: Invocation,
  source: { file: string; text: string },
): Edited => edited(meta, source, { state, settings })

/** Null: the editor is to be opened again. Throws the error where that is not wanted. */
async function tried({ io, settings }: Invocation, judged: () => Edited): Promise<Edited | null> {
  try {
    return judged()
  } catch (thrown) {
    if (!(thrown instanceof DmbookError) || settings.json) throw thrown
    io.warn(errorText(thrown))
    const answer = await io.ask('Edit it again? [Y/n]')
    if (answer !== null && /^(y(es)?)?$/i.test(answer.trim())) return null
    throw new DmbookError('the configuration was not changed', { code: 'E-TOPOLOGY', exit: 'input' })
  }
}

interface Offer {
  readonly before: string
  readonly text: string
  readonly judged: Edited
}

async function offered(invocation: Invocation, cluster: OpenCluster, { before, text, judged }: Offer): Promise<number> {
  const { io, settings } = invocation
  const { name } = cluster.meta
  if (text === before) return nothing(invocation, cluster)
  for (const warning of judged.warnings) io.warn(`warning: ${warning}`)
  if (!settings.json) for (const line of shownDiff({ before, text, name, color: io.color })) io.say(line)
  await confirmed(invocation, `Save this as the configuration of ${name}?`)
  await underLock(invocation, cluster, () => cluster.store.save(judged.meta))
  if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/edit-config/v1', cluster: name, changed: judged.changes }))
  else io.say(judged.changes ? `Saved. Apply it: dmbook reload ${name}` : 'Saved. Nothing is to be applied.')
  return exitCodes.ok
}

function shownDiff({ before, text, name, color }: Pick<Offer, 'before' | 'text'> & { name: string; color: boolean }) {
  const shown = { path: name, before: covered(before), after: covered(text) }
  const lines = diffLines(shown, colorsFor(color), Number.MAX_SAFE_INTEGER)
  return lines.length > 0 ? lines : ['A secret differs, which is not shown.']
}

function nothing({ io, settings }: Invocation, { meta: { name } }: OpenCluster): number {
  if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/edit-config/v1', cluster: name, changed: false }))
  else io.say('Nothing was changed.')
  return exitCodes.ok
}

function refuseUnfinished({ meta: { name, state } }: OpenCluster): void {
  if (state === 'deployed') return
  const verb = state === 'deploying' ? 'deploy' : 'destroy'
  throw new DmbookError(`cannot edit ${name} as its ${verb} is not finished`, {
    code: 'E-UNFINISHED',
    exit: 'refused',
    hint: `finish that first: the same dmbook ${verb} ${name} once more`,
  })
}

/** vi would wait for a terminal for ever; an EDITOR that was named knows what it does. */
function refuseWithoutEditor({ io, settings }: Invocation): void {
  if (io.interactive || settings.editor !== null) return
  throw new DmbookError('cannot open an editor as this is no terminal and EDITOR names none', {
    code: 'E-EDITOR',
    exit: 'refused',
    hint: 'dmbook edit-config NAME --topology-file FILE takes a text that is ready',
  })
}
