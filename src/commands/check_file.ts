// `check FILE`: a topology that is no cluster yet is looked at as the deploy of one would, under a name that none has.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import type { StateFolder } from '../state/folder.js'
import { type Draft, newCluster } from './new_cluster.js'

/** No cluster may have this name, as it begins with a dash. */
export const nameOfFile = '-topology'

/** The path of the topology that `check` names; null for other verbs, and where it names a cluster. */
export function checkedFile({ args, options, settings }: Invocation): string | null {
  const [word = ''] = args
  if (options.verb !== 'check' || !/[/.]/.test(word)) return null
  const file = resolve(settings.cwd, word)
  return existsSync(file) ? file : null
}

interface Wanted {
  readonly file: string
  readonly state: StateFolder
  readonly newId: string
  readonly version: unknown
}

/** Without a version no packages are looked for, so that any does. */
export function draftOfFile(invocation: Invocation, { file, state, newId, version }: Wanted): Promise<Draft> {
  const wanted = { recorded: null, state, file, newId, version: typeof version === 'string' ? version : 'v8.1.0' }
  return newCluster({ ...invocation, args: [nameOfFile] }, wanted)
}
