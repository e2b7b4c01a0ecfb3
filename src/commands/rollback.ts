// `rollback NAME`: the programs of the version before the last upgrade, or before one that was left half way. Only where
// DM's metadata are still what that version reads (dm/rollback.ts); elsewhere it says the way back that there is.

import type { Command } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { rollbackTrouble } from '../dm/rollback.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type OpenCluster, openCluster } from './cluster.js'
import { playbook } from './playbook.js'

export const rollback: Command = {
  async run(invocation) {
    const { io, options, settings } = invocation
    const cluster = await openCluster(invocation)
    const { meta } = cluster
    const journey = journeyOf(meta)
    if (!journey) {
      const text = `${meta.name} is at ${meta.version}, and no upgrade is to be rolled back: nothing to do.`
      io.say(settings.json ? JSON.stringify({ schema: 'dmbook/nothing/v1', text }) : text)
      return exitCodes.ok
    }
    const untouched = meta.upgrading !== undefined && (await runsNowhere(cluster, meta.upgrading))
    const why = rollbackTrouble({ ...journey, untouched })
    if (why) throw closed(meta.name, journey.back, why)
    return playbook.run({ ...invocation, options: { ...options, verb: 'upgrade/rollback', version: journey.back } })
  },
}

/** From where to where; null where there is nothing to go back to. */
function journeyOf({ version, upgrading, previous }: ClusterMeta): { back: string; newest: string } | null {
  if (upgrading !== undefined) return { back: version, newest: upgrading }
  return previous === undefined ? null : { back: previous, newest: version }
}

/** Every dm-master answers, with another version. One that does not answer may have run it. */
async function runsNowhere({ dm }: OpenCluster, version: string): Promise<boolean> {
  const answers = await Promise.all((dm?.masters ?? []).map((master) => dm?.status(master).catch(() => null)))
  return answers.every((answer) => {
    const release = answer?.get('Release Version')
    return release !== undefined && release !== version
  })
}

const closed = (name: string, version: string, why: string): DmbookError =>
  new DmbookError(`cannot roll ${name} back to ${version} as ${why}`, {
    code: 'E-VERSION',
    exit: 'refused',
    hint: `docs/operations/upgrade.md tells the way back: deploy ${version} anew, then dmbook config import`,
  })
