// Writes DM's sources and tasks into a folder that is not there yet: whole or not at all, read back and counted.

import { join } from 'node:path'
import type { Static } from 'typebox'
import { count } from '../core/text.js'
import { type ExportHead, exportHead, refusalOf, writeExport } from '../state/config_export.js'
import { makeFolder } from '../state/files.js'
import { clientOf, heldConfig } from './dm_config.js'
import { keptExport, newExport, pruneExports } from './kept_exports.js'
import { blocked, type Check, defineModule, differs, same } from './module.js'
import { absolutePath, object, optional } from './params.js'
import { recordOf } from './record_store.js'
import type { Tools } from './tools.js'

const params = object({
  dest: optional(absolutePath("A folder that is not there yet; one in the cluster's own folder when absent.")),
})
type Params = Static<typeof params>

export const dmExport = defineModule({
  kind: 'action',
  control: true,
  summary: 'Export the sources and tasks of DM.',
  description:
    'With the dmctl of its version; below v2.0.5, which has no such command, with the nearest newer one. The files hold ' +
    'passwords: folder 0700, files 0600. Without dest the five newest are kept, and where an upgrade was left half way ' +
    'the one that was made before it stays the newest.',
  params,
  results: { dest: 'The folder.', sources: 'Their ids.', tasks: 'Their names.' },
  examples: [{ dest: '/backup/prod' }],

  async foresee(_host, want, tools): Promise<Check> {
    const kept = await keptAlready(want, tools)
    if (kept) return same(kept)
    const refusal = want.dest === undefined ? null : await refusalOf(want.dest)
    if (refusal) return blocked(refusal.message, refusal.hint)
    return differs(`export sources and tasks to ${want.dest ?? "the cluster's own folder"}`)
  },

  async act(_host, want, tools) {
    const meta = await recordOf(tools)
    const dmctl = await clientOf(tools)
    const held = await heldConfig(dmctl, tools)
    const exported = tools.clock.now()
    const head: ExportHead = { format: 1, cluster: meta.name, version: meta.version, dmctl: dmctl.version, exported }
    const dest = want.dest ?? (await newExport(tools, head))
    await makeFolder(join(dest, '..'))
    await writeExport(dest, { ...held, head })
    if (want.dest === undefined) await pruneExports(tools)
    const [sources, tasks] = [[...held.sources.keys()], [...held.tasks.keys()]]
    tools.say(`exported ${count(sources.length, 'source')} and ${count(tasks.length, 'task')} to ${dest}`)
    return { changed: true, result: { dest, sources, tasks } }
  },
})

/** What was exported before the upgrade that is under way: nothing newer could take its place. */
async function keptAlready({ dest }: Params, tools: Tools): Promise<object | null> {
  if (dest !== undefined) return null
  const { upgrading, version } = await recordOf(tools)
  const kept = upgrading === undefined ? null : await keptExport(tools, version)
  return kept && (await exportHead(kept)) ? { dest: kept, sources: [], tasks: [] } : null
}
