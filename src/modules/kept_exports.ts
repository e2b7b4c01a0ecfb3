// The exports in a cluster's own folder, `exports/VERSION-TIME`: what an upgrade makes before it touches anything.

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ExportHead, exportHead } from '../state/config_export.js'
import { recordStore } from './record_store.js'
import type { Tools } from './tools.js'

const mostKept = 5

const folderOf = (tools: Tools): string => join(recordStore(tools).folder, 'exports')

/** Where the next one comes; nothing is there. */
export async function newExport(tools: Tools, { version, exported }: ExportHead): Promise<string> {
  const time = new Date(exported).toISOString().replace(/[-:]|\.\d+/g, '')
  const taken = new Set(await readdir(folderOf(tools)).catch((): string[] => []))
  const names = [`${version}-${time}`, ...Array.from({ length: taken.size }, (_, at) => `${version}-${time}-${at + 2}`)]
  return join(folderOf(tools), names.find((name) => !taken.has(name)) ?? `${version}-${time}`)
}

/** The newest whole one of this version, or null. */
export async function keptExport(tools: Tools, version: string): Promise<string | null> {
  return (await exports(tools)).find(({ head }) => head.version === version)?.path ?? null
}

/** Only the newest stay. */
export async function pruneExports(tools: Tools): Promise<void> {
  const old = (await exports(tools)).slice(mostKept)
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })))
}

/** The newest first. */
async function exports(tools: Tools): Promise<{ readonly path: string; readonly head: ExportHead }[]> {
  const names = await readdir(folderOf(tools)).catch((): string[] => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folderOf(tools), name)
      const head = await exportHead(path)
      return head ? [{ path, head }] : []
    }),
  )
  return found.flat().sort((a, b) => b.head.exported - a.head.exported)
}
