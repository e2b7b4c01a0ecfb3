// A cluster's record as a YAML file that people can read. A digest in its first line tells a torn or edited file.

import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { DmbookError } from '../core/error.js'
import type { ClusterMeta, ClusterStore } from './cluster_store.js'
import { makeFolder, readText, writeFileAtomic } from './files.js'
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
    if ((found?.serial ?? 0) !== meta.serial) throw staleRecord(name)
    await Promise.all([makeFolder(folder), makeFolder(join(folder, 'backup'))])
    const next = { ...meta, serial: meta.serial + 1 }
    if (found) await keepBackup(folder, found)
    await writeFileAtomic(path, metaText(next))
    return next
  }
  return { name, folder, load, save, forget: () => rm(folder, { recursive: true, force: true }) }
}

/** The rule of `tiup dm`, without names that are paths. */
export function checkName(name: string): void {
  if (/^[a-zA-Z0-9\-_.]{1,128}$/.test(name) && !/^\.+$/.test(name)) return
  throw new DmbookError(`"${name}" cannot name a cluster`, {
    code: 'E-NAME',
    exit: 'input',
    hint: 'use letters, digits, -, _ and . (128 at most)',
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
