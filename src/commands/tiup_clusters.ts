// The clusters that `tiup dm` keeps, read and judged: all that is wrong with all of them at once, before anything is
// contacted. Nothing of TiUP's is written.

import { join, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, inputError, type Problem } from '../core/error.js'
import { nearest } from '../core/text.js'
import { clusterNameTrouble } from '../dm/cluster_name.js'
import { readTiupMeta, type TiupMeta } from '../dm/tiup_meta.js'
import { Problems } from '../language/problems.js'
import { readTiupFiles, type TiupFiles, tiupClustersFolder, tiupNames } from '../state/tiup_storage.js'
import { readTiupTls, type TiupTls } from '../state/tiup_tls.js'

export interface TiupCluster {
  readonly files: TiupFiles
  readonly meta: TiupMeta
  /** null where it is not encrypted */
  readonly tls: TiupTls | null
}

/** `--from`, or where TiUP keeps its things. */
export function tiupFolder(
  { options, settings }: Pick<Invocation, 'options' | 'settings'>,
  flag: 'from' | 'to',
): string {
  const given = options[flag]
  return typeof given === 'string' ? resolve(settings.cwd, given) : settings.tiupHome
}

/** Those of the names; all where none is named. Throws one error `E-TIUP` for everything. */
export async function tiupClusters(dir: string, wanted: readonly string[]): Promise<TiupCluster[]> {
  const clusters = await tiupClustersFolder(dir)
  if (clusters === null) throw nothingThere(dir)
  const names = await tiupNames(clusters)
  if (names.length === 0) throw nothingThere(dir)
  const problems = new Problems()
  const chosen = wanted.length === 0 ? names : [...new Set(wanted)]
  problems.add(...chosen.flatMap((name) => nameProblems(name, { names, clusters })))
  const known = chosen.filter((name) => names.includes(name) && clusterNameTrouble(name) === null)
  const files = await Promise.all(
    known.map((name) => readTiupFiles(join(clusters, name), (problem) => problems.add(problem))),
  )
  const judging = files.map((one) => (one === null ? null : judged(one, problems)))
  const found = (await Promise.all(judging)).flatMap((one) => one ?? [])
  problems.throwIfAny('E-TIUP')
  return found
}

function nameProblems(name: string, { names, clusters }: { names: readonly string[]; clusters: string }): Problem[] {
  const trouble = clusterNameTrouble(name)
  if (trouble !== null) return [{ message: trouble }]
  if (names.includes(name)) return []
  const near = nearest(name, names)
  const hint = near ? `did you mean ${near}?` : `there are: ${names.join(', ')}`
  return [{ message: `there is no cluster "${name}" in ${clusters}`, hint }]
}

async function judged(files: TiupFiles, problems: Problems): Promise<TiupCluster | null> {
  try {
    const meta = readTiupMeta({ file: files.meta.file, text: files.meta.text })
    return { files, meta, tls: meta.encrypted ? await readTiupTls(files.folder, (found) => problems.add(found)) : null }
  } catch (thrown) {
    if (!(thrown instanceof DmbookError)) throw thrown
    problems.add(...thrown.problems)
    return null
  }
}

function nothingThere(dir: string): DmbookError {
  const message = `cannot adopt anything as ${dir} holds no cluster of tiup dm`
  const hint = 'name the folder with --from: a TiUP home (~/.tiup), or what holds clusters/ (storage/dm)'
  return inputError('E-TIUP', [{ message, hint }])
}
