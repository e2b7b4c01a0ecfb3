// What an import keeps on the control machine, in the cluster's folder: the topology as it was confirmed, the sources with
// their passwords (0600: DM deletes its own copy), alertmanager.yml, and a copy of dm-ansible's directory. The deploy of
// that topology finds the rest beside it, so that it goes on from the disk alone after a kill.

import { cp, lstat, mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Secret } from '../core/secret.js'
import type { SourceFile } from '../dm/legacy/source_text.js'
import type { ImportRecord } from '../state/cluster_store.js'
import { makeFolder, readText, writeFileAtomic } from '../state/files.js'
import type { StateFolder } from '../state/folder.js'

export const importFolder = (state: StateFolder, name: string): string => join(state.clusters, name, 'import')

export const keptTopology = (state: StateFolder, name: string): string =>
  join(importFolder(state, name), 'topology.yaml')

export const keptAlertmanager = (state: StateFolder, name: string): string =>
  join(importFolder(state, name), 'alertmanager.yml')

export const keptSecretKey = (state: StateFolder, name: string): string => join(importFolder(state, name), 'secret.key')

export interface Kept {
  readonly topology: string
  readonly record: ImportRecord
  readonly sources: readonly SourceFile[]
  /** text; null where there is none */
  readonly alertmanager: string | null
  /** of dm-master; null for none */
  readonly secretKey: Secret | null
  /** the directory to copy; null for none */
  readonly directory: string | null
}

/** The record goes last: a folder without one counts for nothing. */
export async function keepImport(state: StateFolder, name: string, kept: Kept): Promise<void> {
  const folder = importFolder(state, name)
  await rm(folder, { recursive: true, force: true })
  await makeFolder(join(folder, 'sources'))
  for (const { name: file, text } of kept.sources) await writeFileAtomic(join(folder, 'sources', file), text)
  if (kept.alertmanager !== null) await writeFileAtomic(keptAlertmanager(state, name), kept.alertmanager)
  if (kept.secretKey !== null) await writeFileAtomic(keptSecretKey(state, name), `${kept.secretKey.reveal()}\n`)
  if (kept.directory !== null) await copyDirectory(kept.directory, join(folder, 'dm-ansible'))
  await writeFileAtomic(keptTopology(state, name), kept.topology)
  await writeFileAtomic(join(folder, 'record.json'), `${JSON.stringify(kept.record, null, 2)}\n`)
}

const largest = 16 * 1024 * 1024

/** What an operator wrote; programs and downloads of dm-ansible are large, and come from elsewhere. Links stay links. */
async function copyDirectory(from: string, to: string): Promise<void> {
  const large = ['downloads', 'resources', 'log', 'fact_files', 'retry_files', '.git', '.vagrant']
  await mkdir(to, { recursive: true, mode: 0o700 })
  await cp(from, to, {
    recursive: true,
    filter: async (path) => {
      const found = await lstat(path)
      const plain = found.isDirectory() || found.isSymbolicLink() || (found.isFile() && found.size <= largest)
      return plain && !large.some((name) => resolve(path) === join(resolve(from), name))
    },
  })
}

/** Of a deploy of the topology that an import has kept; null for every other one. */
export async function preparedImport(
  state: StateFolder,
  { name, file }: { readonly name: string; readonly file: string },
): Promise<ImportRecord | null> {
  if (resolve(file) !== keptTopology(state, name)) return null
  const text = await readText(join(importFolder(state, name), 'record.json'))
  return text === null ? null : JSON.parse(text)
}
