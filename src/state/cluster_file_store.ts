// A cluster's record as a YAML file that people can read. A digest in its first line tells a torn or edited file.

import { createHash } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { DmbookError } from '../core/error.js'
import type { ClusterMeta, ClusterStore } from './cluster_store.js'
import { codeOf, makeFolder, readText, stateError, syncFolder, writeFileAtomic } from './files.js'
import type { StateFolder } from './folder.js'

const backupsKept = 30
const headline = /^# dmbook cluster record; change it with `dmbook edit-config`\. sha256 ([0-9a-f]{64})\n/

/** The store of a cluster, be there one or not. Throws E-NAME for a name that could leave the folder. */
export function clusterStore(state: StateFolder, name: string): ClusterStore {
  checkName(name)
  const folder = join(state.clusters, name)
  const path = join(folder, 'meta.yaml')
  const load = async (): Promise<ClusterMeta | null> => {
    const text = await readText(path)
    return text === null ? null : parseMeta(text, path)
  }
  const save = async (meta: ClusterMeta): Promise<ClusterMeta> => {
    const found = await load()
    const unmoved = (now: ClusterMeta | null): void => {
      if ((now?.serial ?? 0) !== meta.serial) throw staleRecord(name)
    }
    unmoved(found)
    await Promise.all([makeFolder(folder), makeFolder(join(folder, 'backup'))])
    const next = { ...meta, serial: meta.serial + 1 }
    if (found) await keepBackup(folder, found)
    await writeFileAtomic(path, metaText(next), async () => unmoved(await load()))
    return next
  }
  return { name, folder, load, save, forget: () => removeWhole(state, name) }
}

/** Gives a record that came from elsewhere a serial above this one, and above its own. */
export async function withSerial(state: StateFolder, name: string, serial: number): Promise<void> {
  const path = join(state.clusters, name, 'meta.yaml')
  const text = await readText(path)
  const meta = text === null ? null : parseMeta(text, path)
  if (meta) await writeFileAtomic(path, metaText({ ...meta, serial: Math.max(meta.serial, serial) + 1 }))
}

/** A folder is gone with its new name; what a killed removal left is removed by the next one. */
async function removeWhole({ clusters }: StateFolder, name: string): Promise<void> {
  const aside = join(clusters, `.gone-${name}`)
  await rm(aside, { recursive: true, force: true })
  await rename(join(clusters, name), aside).catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') throw stateError(`cannot remove the record of ${name}`, cause)
  })
  await syncFolder(clusters)
  await rm(aside, { recursive: true, force: true })
}

/** The rule of `tiup dm`, without names that are paths or hidden. */
export function checkName(name: string): void {
  if (/^[a-zA-Z0-9_-][a-zA-Z0-9_.-]{0,127}$/.test(name)) return
  throw new DmbookError(`cannot name a cluster ${JSON.stringify(name)} as that is no plain word`, {
    code: 'E-NAME',
    exit: 'input',
    hint: 'use letters, digits, -, _ and . (128 at most, not beginning with a dot)',
  })
}

function metaText(meta: ClusterMeta): string {
  const body = stringify(meta, { lineWidth: 0 })
  return `# dmbook cluster record; change it with \`dmbook edit-config\`. sha256 ${digest(body)}\n${body}`
}

function parseMeta(text: string, path: string): ClusterMeta {
  const [head = '', sum] = headline.exec(text) ?? []
  const body = text.slice(head.length)
  if (sum !== digest(body)) throw brokenRecord(path, 'it is cut short, or was edited by hand')
  const meta: ClusterMeta = parse(body)
  if (meta.format === 1) return meta
  throw brokenRecord(path, `its format is ${String(meta.format)}, and this dmbook knows 1`)
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

async function keepBackup(folder: string, meta: ClusterMeta): Promise<void> {
  const backups = join(folder, 'backup')
  await writeFileAtomic(join(backups, `meta-${String(meta.serial).padStart(8, '0')}.yaml`), metaText(meta))
  const kept = (await readdir(backups)).filter((name) => name.startsWith('meta-')).sort()
  const old = kept.slice(0, Math.max(0, kept.length - backupsKept))
  await Promise.all(old.map((name) => rm(join(backups, name), { force: true })))
}

function brokenRecord(path: string, why: string): DmbookError {
  return new DmbookError(`cannot use ${path} as ${why}`, {
    code: 'E-STATE',
    exit: 'refused',
    hint: `the records before it are in ${path.replace(/meta\.yaml$/, 'backup/')}: copy the newest one over it`,
  })
}

function staleRecord(name: string): DmbookError {
  return new DmbookError(`cannot save the record of ${name} as somebody else did meanwhile`, {
    code: 'E-STALE',
    exit: 'locked',
    hint: 'run the same command again',
  })
}
