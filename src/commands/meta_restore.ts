// `meta restore NAME FILE`: the file is unpacked beside the cluster and judged whole; then it is asked; then, under the lock,
// what was there goes into a backup of its own and the restored folder takes its place.

import { join, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, exitCodes, reason } from '../core/error.js'
import { count } from '../core/text.js'
import { hostileEntries, isFile } from '../packages/hostile_entries.js'
import { makePrivateFile } from '../packages/private_file.js'
import { readTar, type TarEntry } from '../packages/tar_reading.js'
import { checkName, clusterStore } from '../state/cluster_file_store.js'
import { readClusterKey } from '../state/cluster_key.js'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { packRecord, type UnpackedRecord, unpackRecord } from '../state/record_backup.js'
import { inventoryOf } from './cluster.js'
import { confirmed } from './confirmed.js'
import { backupName } from './meta_backup.js'
import { refuseShared } from './new_cluster.js'
import { realWorld } from './real_world.js'
import { underLock } from './under_lock.js'

export async function restoreMeta(invocation: Invocation): Promise<number> {
  const { settings, args, options } = invocation
  const [name = '', given = options.file] = args
  checkName(name)
  if (typeof given !== 'string') throw usage()
  const path = resolve(settings.cwd, given)
  const state = await stateFolder(settings.home)
  const store = clusterStore(state, name)
  await refuseHostile(path)
  const unpacked = await unpackRecord(state, { name, path })
  try {
    await refuseUseless(unpacked, { state, settings, path })
    const before = await recorded(store)
    await confirmed(invocation, question(unpacked.meta, before))
    const kept = await underLock(invocation, { state, store, world: realWorld() }, async () => {
      refuseStale(name, { before, now: await recorded(store) })
      const old = before === null ? null : await backedUp(state, { name, folder: store.folder })
      await unpacked.place(serialOf(before))
      return old
    })
    said(invocation, { name, path, kept })
    return exitCodes.ok
  } finally {
    await unpacked.discard()
  }
}

type Before = ClusterMeta | 'broken' | null

const recorded = (store: ClusterStore): Promise<Before> => store.load().catch(() => 'broken')

const serialOf = (before: Before): number => (before === null || before === 'broken' ? 0 : before.serial)

function refuseStale(name: string, { before, now }: { readonly before: Before; readonly now: Before }): void {
  if (serialOf(before) === serialOf(now)) return
  throw new DmbookError(`cannot go on as ${name} was changed since this was asked`, {
    code: 'E-STALE',
    exit: 'locked',
    hint: 'run the same command again',
  })
}

function said(
  { io, settings }: Invocation,
  { name, path, kept }: { readonly name: string; readonly path: string; readonly kept: string | null },
): void {
  if (settings.json)
    io.say(JSON.stringify({ schema: 'dmbook/meta-restore/v1', cluster: name, file: path, before: kept }))
  else io.say(`The record of ${name} is that of ${path}.${kept ? ` What was there before is in ${kept}.` : ''}`)
}

function question(meta: ClusterMeta, before: Before): string {
  const told = `${meta.version}, ${meta.state}, change ${meta.serial}`
  if (before === null) return `There is no record of ${meta.name}. Restore one (${told})?`
  const was = before === 'broken' ? 'which is broken' : `${before.version}, ${before.state}, change ${before.serial}`
  return `Replace the record of ${meta.name} (${was}) by that of the backup (${told})? Machines are not contacted.`
}

async function backedUp(
  { root }: StateFolder,
  { name, folder }: { readonly name: string; readonly folder: string },
): Promise<string> {
  const file = join(root, 'backups', backupName(name, Date.now()))
  await makePrivateFile(file, (path) => packRecord({ folder, path }))
  return file
}

/** Before a byte of it is unpacked: nothing but files and folders that stay inside. */
async function refuseHostile(path: string): Promise<void> {
  const entries: TarEntry[] = []
  const broken = await readTar(path, { entry: (entry) => void entries.push(entry) }).then(
    () => [],
    (cause: unknown) => [reason(cause)],
  )
  const odd = entries
    .filter((entry) => !isFile(entry) && entry.type !== 'Directory')
    .map((entry) => `a ${entry.type}: ${entry.path}`)
  const problems = [...broken, ...[...hostileEntries(entries), ...odd].map((what) => `it holds ${what}`)]
  if (problems.length === 0) return
  throw new DmbookError(count(problems.length, 'problem'), {
    code: 'E-BACKUP',
    exit: 'refused',
    problems: problems.map((why) => ({ message: `cannot restore ${path} as ${why}` })),
  })
}

/** A record that no verb could use, or that would share ports or directories with another cluster. */
async function refuseUseless(
  { meta, folder }: UnpackedRecord,
  { state, settings, path }: { state: StateFolder; settings: Invocation['settings']; path: string },
): Promise<void> {
  const around = { state, settings }
  inventoryOf(meta, around)
  await refuseShared(meta, around)
  const key = await readClusterKey(folder)
  if (meta.settings.ssh === 'none' || key) return
  throw new DmbookError(`cannot restore ${path} as it lacks the key that opens the machines`, {
    code: 'E-BACKUP',
    exit: 'refused',
  })
}

const usage = (): DmbookError =>
  new DmbookError('cannot restore a record as no file is named', {
    code: 'E-USAGE',
    exit: 'input',
    hint: 'dmbook meta restore NAME FILE',
  })
