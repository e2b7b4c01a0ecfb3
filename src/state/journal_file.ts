// What a run did, line by line, while it did it. A line is on the disk when `append` resolves; a torn last line of a
// killed run is left out when it is read.

import { type FileHandle, open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compareIds } from './audit.js'
import { readText, stateError, syncFolder } from './files.js'
import type { StateFolder } from './folder.js'

export interface Journal {
  /** Lines that are appended in one tick share one write to the disk. */
  append(record: object): Promise<void>
  close(): Promise<void>
}

/** Opens the journal of a run, 0600; what it holds already stays. Once a write failed, every later one does. */
export async function openJournal(state: StateFolder, run: string): Promise<Journal> {
  const path = journalPath(state, run)
  const file = await opened(path)
  let waiting: string[] = []
  let written: Promise<void> = Promise.resolve()
  const write = async (): Promise<void> => {
    const lines = waiting
    waiting = []
    if (lines.length === 0) return
    await file.appendFile(lines.join('')).catch(unwritable(path))
    await file.datasync().catch(unwritable(path))
  }
  const append = (record: object): Promise<void> => {
    waiting.push(`${JSON.stringify(record)}\n`)
    written = written.then(write)
    return written
  }
  const close = async (): Promise<void> => {
    await written.catch(() => {})
    await file.close()
  }
  return { append, close }
}

/** The name is on the disk too; a line that a killed run tore is ended, so that it takes no other one with it. */
async function opened(path: string): Promise<FileHandle> {
  const before = await readText(path)
  const file = await open(path, 'a', 0o600).catch(unwritable(path))
  if (before && !before.endsWith('\n')) await file.appendFile('\n').catch(unwritable(path))
  if (before === null) await syncFolder(dirname(path))
  return file
}

const unwritable =
  (path: string) =>
  (cause: unknown): never => {
    throw stateError(`cannot write ${path}`, cause)
  }

/** The records of a run, null where there is no such run. */
export async function readJournal(state: StateFolder, run: string): Promise<readonly unknown[] | null> {
  if (!/^[\w-]+$/.test(run)) return null
  const text = await readText(journalPath(state, run))
  return text?.split('\n').flatMap(lineRecord) ?? null
}

const journalPath = (state: StateFolder, run: string): string => join(state.runs, `${run}.jsonl`)

function lineRecord(line: string): unknown[] {
  try {
    return line === '' ? [] : [JSON.parse(line)]
  } catch {
    return []
  }
}

/** Ids of runs that have a journal, the oldest first. */
export async function listRuns(state: StateFolder): Promise<string[]> {
  const files = await readdir(state.runs)
  return files
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => file.replace(/\.jsonl$/, ''))
    .sort(compareIds)
}
