// The pinned host keys of a cluster or an inventory: a file in the format of known_hosts, so that ssh can read it too.
// Only whole files are written; what is in it is read by hosts/ssh/known_hosts.ts.

import { dirname, join } from 'node:path'
import { makeFolder, readText, writeFileAtomic } from './files.js'
import type { StateFolder } from './folder.js'

export interface Pins {
  /** absolute; may not exist yet */
  readonly path: string
  lines(): Promise<readonly string[]>
  /** Adds lines that are not there yet. */
  add(lines: readonly string[]): Promise<void>
}

export function pinsIn(path: string): Pins {
  let last: Promise<void> = Promise.resolve()
  const lines = async (): Promise<readonly string[]> => linesOf((await readText(path)) ?? '')
  const add = async (wanted: readonly string[]): Promise<void> => {
    await makeFolder(dirname(path))
    const all = [...new Set([...(await lines()), ...wanted])]
    await writeFileAtomic(path, all.map((line) => `${line}\n`).join(''))
  }
  return {
    path,
    lines,
    add(wanted) {
      last = last.catch(() => {}).then(() => add(wanted))
      return last
    },
  }
}

/** The pins of a cluster lie in its folder and go with it. */
export const clusterPins = (folder: string): Pins => pinsIn(join(folder, 'known_hosts'))

/** `key` tells one inventory from the others. */
export const inventoryPins = ({ root }: StateFolder, key: string): Pins => pinsIn(join(root, 'known_hosts', key))

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
