// The processes of this machine that work in a folder or were started from it. One that has ended and was not waited for
// (a zombie) is none.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { lives } from './lives.js'

export interface FoundProcess {
  readonly pid: number
  /** its words, joined by blanks */
  readonly command: string
  readonly directory: string
}

export function processesIn(folder: string): FoundProcess[] {
  const within = (path: string): boolean => `${path}/`.startsWith(`${folder}/`)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => processOf(Number(name)) ?? [])
    .filter(({ command, directory }) => within(directory) || command.includes(`${folder}/`))
}

/** Null where it is gone meanwhile, or another user's. */
function processOf(pid: number): FoundProcess | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return lives(pid) ? { pid, command, directory: readlinkSync(`/proc/${pid}/cwd`) } : null
  } catch {
    return null
  }
}
