// `inventory convert FILE NEW.yaml --topology`: an inventory of dm-ansible as the topology that its cluster would have with
// DM 2.0, as far as the directory alone tells: nothing is contacted, sources and tasks stay behind. `import` does all of it.

import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { described } from '../dm/legacy/seen.js'
import { topologyText } from '../dm/legacy/topology_text.js'
import { parseTopology } from '../dm/topology.js'
import { readText, writeFileAtomic } from '../state/files.js'
import { confirmed } from './confirmed.js'
import { fileTree } from './file_tree.js'
import { legacyDirectory } from './import_directory.js'

/** Throws what is wrong with the inventory, and where the file exists and nobody says that it may go. */
export async function convertToTopology(
  invocation: Invocation,
  { file, to }: { readonly file: string; readonly to: string },
): Promise<void> {
  const { settings, io } = invocation
  if (!['.yaml', '.yml'].includes(extname(to)))
    throw new DmbookError(`cannot write ${to} as its name does not end with .yaml`, {
      code: 'E-CONVERT',
      exit: 'input',
    })
  const { legacy, path } = await legacyDirectory(invocation, { dir: dirname(file), inventory: basename(file) })
  const name = legacy.name.value
  const seen = legacy.processes.map(described)
  const hasAlertmanager = seen.some(({ process }) => process.role === 'alertmanager')
  const alertmanager = join(path, 'conf', 'alertmanager.yml')
  const alertmanagerFile = hasAlertmanager && (await readText(alertmanager)) !== null ? alertmanager : null
  const text = topologyText(
    { legacy, seen, wishes: { name, version: null, secretKey: null } },
    { alertmanagerFile, supervised: false },
  )
  parseTopology({ file: to, text }, { mode: 'deploy' })
  if ((await fileTree(settings.cwd).kind(to)) !== 'missing') await confirmed(invocation, `Replace ${to}?`)
  await writeFileAtomic(resolve(settings.cwd, to), text)
  if (settings.json)
    io.say(JSON.stringify({ schema: 'dmbook/inventory-topology/v1', file: to, name, hosts: seen.length }))
  else
    io.say(
      `${to}: the topology of ${name}, from the inventory alone. dmbook import takes its sources and tasks over too.`,
    )
}
