// What a run did, line by line, while it did it. A line is on the disk when `append` resolves; a torn last line of a
// killed run is left out when it is read.

import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readText, stateError } from './files.js'
import type { StateFolder } from './folder.js'

export interface Journal {
  /** Lines that are appended in one tick share one write to the disk. */
  append(record: object): Promise<void>
  close(): Promise<void>
}

/** Opens the journal of a run, 0600. */
export async function openJournal(state: StateFolder, run: string): Promise<Journal> {
  const path = join(state.runs, `${run}.jsonl`)
  const file = await open(path, 'a', 0o600).catch((cause: unknown) => {
    throw stateError(`cannot write ${path}`, cause)
  })
  let waiting: string[] = []
  let written: Promise<void> | null = null
  const write = async (before: Promise<void> | null): Promise<void> => {
    await before
    const lines = waiting
    waiting = []
    if (lines.length === 0) return
    await file.appendFile(lines.join(''))
    await file.datasync()
  }
  const append = (record: object): Promise<void> => {
    waiting.push(`${JSON.stringify(record)}\n`)
    written = write(written).catch((cause: unknown) => {
      throw stateError(`cannot write ${path}`, cause)
    })
    return written
  }
  const close = async (): Promise<void> => {
    await written?.catch(() => {})
    await file.close()
  }
  return { append, close }
}

/** The records of a run, null where there is no such run. */
export async function readJournal(state: StateFolder, run: string): Promise<readonly unknown[] | null> {
  const text = await readText(join(state.runs, `${run}.jsonl`))
  return text?.split('\n').flatMap(lineRecord) ?? null
}

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
    .sort()
}
