// Sources and tasks of DM as files of a folder, as dmctl's `config export` lays them out, with a head of our own that is
// there when the export is whole. They hold passwords: folder 0700, files 0600, and never a word of them is printed.

import { chmod, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DmbookError } from '../core/error.js'
import { codeOf, makeFolder, readText, stateError, syncFolder, writeFileAtomic } from './files.js'

/** `exported` is milliseconds since 1970. */
export interface ExportHead {
  readonly format: 1
  readonly cluster: string
  readonly version: string
  readonly dmctl: string
  readonly exported: number
}

/** Texts by the name of a source or task; workers that pull the relay log by source. */
export interface ConfigExport {
  readonly sources: ReadonlyMap<string, string>
  readonly tasks: ReadonlyMap<string, string>
  readonly relay: ReadonlyMap<string, readonly string[]>
}

const headFile = 'dmbook.json'

/** Null where the folder is none of ours, or not whole. */
export async function exportHead(folder: string): Promise<ExportHead | null> {
  const text = await readText(join(folder, headFile))
  try {
    const found: ExportHead | null = text === null ? null : JSON.parse(text)
    return found?.format === 1 ? found : null
  } catch {
    return null
  }
}

/** What lies in a folder, be it ours or one that dmctl wrote. Throws E-EXPORT where it is neither. */
export async function readExport(folder: string): Promise<ConfigExport> {
  const [sources, tasks, relay] = await Promise.all([
    textsIn(join(folder, 'sources')),
    textsIn(join(folder, 'tasks')),
    readText(join(folder, 'relay_workers.json')),
  ])
  if (sources === null && tasks === null) throw noExport(folder)
  return { sources: sources ?? new Map(), tasks: tasks ?? new Map(), relay: relayIn(relay, folder) }
}

async function textsIn(folder: string): Promise<Map<string, string> | null> {
  const found = await readdir(folder).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return null
    throw stateError(`cannot read ${folder}`, cause)
  })
  if (!found) return null
  const names = found.filter((name) => name.endsWith('.yaml')).sort()
  const texts = await Promise.all(names.map((name) => readText(join(folder, name))))
  return new Map(names.map((name, index) => [name.replace(/\.yaml$/, ''), texts[index] ?? '']))
}

function relayIn(text: string | null, folder: string): Map<string, readonly string[]> {
  try {
    const found: unknown = JSON.parse(text ?? '{}')
    const pairs = Object.entries(Object(found)).filter(([, workers]) => Array.isArray(workers))
    return new Map(pairs.map(([source, workers]) => [source, [...Object(workers)].map(String)]))
  } catch (cause) {
    throw new DmbookError(`cannot read ${join(folder, 'relay_workers.json')}`, {
      code: 'E-EXPORT',
      exit: 'input',
      cause,
    })
  }
}

/** E-EXPORT where something is in the way, else null: an export never takes the place of anything. */
export async function refusalOf(folder: string): Promise<DmbookError | null> {
  const found = await readdir(folder).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return []
    throw stateError(`cannot use ${folder}`, cause)
  })
  if (found.length === 0) return null
  return new DmbookError(`cannot export to ${folder} as there is something in it`, {
    code: 'E-EXPORT',
    exit: 'refused',
    hint: 'name a folder that is not there yet; an older export is never overwritten',
  })
}

/** The folder appears whole or not at all, where nothing is. */
export async function writeExport(
  folder: string,
  { head, ...found }: ConfigExport & { head: ExportHead },
): Promise<void> {
  const refusal = await refusalOf(folder)
  if (refusal) throw refusal
  const draft = join(dirname(folder), `.${basename(folder)}.part`)
  await rm(draft, { recursive: true, force: true })
  await Promise.all(['sources', 'tasks'].map((part) => makeFolder(join(draft, part))))
  await chmod(draft, 0o700)
  const files = [
    ...[...found.sources].map(([name, text]) => [join('sources', `${name}.yaml`), text] as const),
    ...[...found.tasks].map(([name, text]) => [join('tasks', `${name}.yaml`), text] as const),
    ['relay_workers.json', `${JSON.stringify(Object.fromEntries(found.relay), null, 2)}\n`] as const,
    [headFile, `${JSON.stringify(head, null, 2)}\n`] as const,
  ]
  for (const [name, text] of files) await writeFileAtomic(join(draft, name), text)
  await syncFolder(draft)
  await rename(draft, folder).catch((cause: unknown) => {
    throw stateError(`cannot make ${folder}`, cause)
  })
  await syncFolder(dirname(folder))
}

const noExport = (folder: string): DmbookError =>
  new DmbookError(`cannot import ${folder} as it holds no export: neither sources nor tasks`, {
    code: 'E-EXPORT',
    exit: 'input',
    hint: 'dmbook config export NAME DIR makes one',
  })
