// What a user chose for all clusters of a state folder, in DMBOOK_HOME/config.json: so far the mirror.

import { join } from 'node:path'
import { DmbookError } from '../core/error.js'
import { readText, writeFileAtomic } from './files.js'
import type { StateFolder } from './folder.js'

/** `mirror` is a URL, or the absolute path of a folder; null where none was chosen. */
export interface Config {
  readonly mirror: string | null
}

/** Throws E-STATE where the file cannot be understood. */
export async function readConfig(state: Pick<StateFolder, 'root'>): Promise<Config> {
  const path = pathOf(state)
  const text = await readText(path)
  if (text === null) return { mirror: null }
  const found = parsed(text)
  if (typeof found !== 'object' || found === null) throw broken(path)
  const mirror = 'mirror' in found ? found.mirror : null
  if (mirror !== null && typeof mirror !== 'string') throw broken(path)
  return { mirror }
}

export const writeConfig = (state: Pick<StateFolder, 'root'>, config: Config): Promise<void> =>
  writeFileAtomic(pathOf(state), `${JSON.stringify({ format: 1, ...config }, null, 2)}\n`)

const pathOf = ({ root }: Pick<StateFolder, 'root'>): string => join(root, 'config.json')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const broken = (path: string): DmbookError =>
  new DmbookError(`cannot use ${path} as it is no configuration of dmbook`, {
    code: 'E-STATE',
    exit: 'refused',
    hint: 'dmbook mirror set writes it anew; remove the file first',
  })
