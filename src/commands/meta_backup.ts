// `meta backup NAME [FILE]`: under the lock, so that no run changes half of what is packed. An older backup is never
// overwritten.

import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { makePrivateFile } from '../packages/private_file.js'
import { packRecord } from '../state/record_backup.js'
import { openCluster } from './cluster.js'
import { underLock } from './under_lock.js'

export async function backupMeta(invocation: Invocation): Promise<number> {
  const { io, settings, args, options } = invocation
  const cluster = await openCluster(invocation)
  const { store, meta, world } = cluster
  const given = args[1] ?? (typeof options.file === 'string' ? options.file : backupName(meta.name, world.clock.now()))
  const file = resolve(settings.cwd, given)
  await refuseThere(file)
  await underLock(invocation, cluster, () =>
    makePrivateFile(file, (path) => packRecord({ folder: store.folder, path })),
  )
  if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/meta-backup/v1', cluster: meta.name, file }))
  else io.say(`The record of ${meta.name} is in ${file}. It holds private keys and passwords: keep it to yourself.`)
  return exitCodes.ok
}

/** As TiUP names them, but for its prefix. */
export const backupName = (name: string, now: number): string =>
  `dmbook_${name}_metabackup_${new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(':', '-')}.tar.gz`

async function refuseThere(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  )
  if (!there) return
  throw new DmbookError(`cannot write ${file} as it is there already`, {
    code: 'E-BACKUP',
    exit: 'refused',
    hint: 'name another file',
  })
}
