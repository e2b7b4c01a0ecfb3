// The one folder that dmbook keeps (DMBOOK_HOME): what is in it and where. 0700, files 0600, its format is versioned.

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DmbookError } from '../core/error.js'
import { makeFolder, readText, writeFileAtomic } from './files.js'

const format = 1

/** Absolute paths. */
export interface StateFolder {
  readonly root: string
  readonly clusters: string
  readonly audit: string
  readonly runs: string
  readonly locks: string
  /** verified packages */
  readonly packages: string
  /** what `supervised` clusters lay down, one folder each */
  readonly run: string
}

/** Opens the folder, making it on first use. Throws E-STATE where others may write to it or a newer dmbook made it. */
export async function stateFolder(root: string): Promise<StateFolder> {
  await makeFolder(root)
  await refuseShared(root)
  await checkFormat(root)
  const within = (name: string): string => join(root, name)
  const folder: StateFolder = {
    root,
    clusters: within('clusters'),
    audit: within('audit'),
    runs: within('runs'),
    locks: within('locks'),
    packages: within('packages'),
    run: within('run'),
  }
  await Promise.all([folder.clusters, folder.audit, folder.runs, folder.locks].map(makeFolder))
  return folder
}

/** A link to a folder elsewhere is the user's own matter, so it is followed. */
async function refuseShared(root: string): Promise<void> {
  const { mode, uid } = await stat(root)
  const me = process.getuid?.()
  if ((mode & 0o022) !== 0) throw shared(root, 'others may write to it', `chmod 700 ${root}`)
  if (me !== 0 && uid !== me)
    throw shared(root, 'it belongs to another user', 'set DMBOOK_HOME to a folder of your own')
}

const shared = (root: string, why: string, hint: string): DmbookError =>
  new DmbookError(`cannot use ${root} as ${why}`, { code: 'E-STATE', exit: 'refused', hint })

async function checkFormat(root: string): Promise<void> {
  const path = join(root, 'format')
  const found = await readText(path)
  if (found === null) return writeFileAtomic(path, `${format}\n`)
  if (Number(found) <= format) return
  throw new DmbookError(
    `cannot use ${root} as a newer dmbook made it: format ${found.trim()}, this one knows ${format}`,
    {
      code: 'E-STATE',
      exit: 'refused',
      hint: 'update dmbook, or set DMBOOK_HOME to another folder',
    },
  )
}
