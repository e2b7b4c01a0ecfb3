// `list`: every cluster of the state folder. One broken record does not hide the others.

import type { Command } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import { table } from '../core/text.js'
import { type ListedCluster, listClusters } from '../state/clusters.js'
import { stateFolder } from '../state/folder.js'

export const list: Command = {
  async run({ io, settings }) {
    const clusters = await listClusters(await stateFolder(settings.home))
    if (settings.json) {
      io.say(JSON.stringify({ schema: 'dmbook/list/v1', clusters: clusters.map(listed) }, null, 2))
      return exitCodes.ok
    }
    const rows = clusters.map(({ name, meta, path, privateKey, problem }) => [
      name,
      meta?.user ?? '-',
      meta?.version ?? `broken: ${problem}`,
      path,
      privateKey ?? '-',
    ])
    for (const line of table(['Name', 'User', 'Version', 'Path', 'PrivateKey'], rows)) io.say(line)
    return exitCodes.ok
  },
}

const listed = ({ name, meta, path, privateKey, problem }: ListedCluster): object => ({
  name,
  user: meta?.user ?? null,
  version: meta?.version ?? null,
  state: meta?.state ?? null,
  path,
  private_key: privateKey,
  problem,
})
