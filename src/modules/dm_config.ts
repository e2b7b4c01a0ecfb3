// Sources and tasks as DM holds them, by way of its client: read whole, as files that have been read back and counted.

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DmbookError } from '../core/error.js'
import { can, exportingClients } from '../dm/versions.js'
import { type Dmctl, DmctlError, type DmctlOf, dmctlReply, fields, rows } from '../hosts/dmctl.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type ConfigExport, readExport } from '../state/config_export.js'
import { ModuleError } from './module.js'
import { recordOf, recordStore } from './record_store.js'
import type { Tools } from './tools.js'

/** The client that fits the cluster as it runs. Throws E-PACKAGE where there is none, a ModuleError where no master answers. */
export async function clientOf(tools: Tools): Promise<Dmctl> {
  const { dm, dmctl } = tools
  if (!dm || !dmctl) throw new ModuleError('cannot ask DM as this run has no cluster')
  const meta = await recordOf(tools)
  const answers = await Promise.all(dm.masters.map((master) => dm.status(master).catch(() => null)))
  if (answers.every((answer) => answer === null))
    throw new ModuleError(`cannot ask DM as no master of ${meta.name} answers`, { hint: `dmbook start ${meta.name}` })
  const running = answers.flatMap((answer) => answer?.get('Release Version') ?? [])
  return first(exportingClients(versionOf(meta, running)), dmctl)
}

/** Half way through an upgrade the masters may have the newer version already. */
const versionOf = ({ version, upgrading }: ClusterMeta, running: readonly string[]): string =>
  upgrading !== undefined && running.length > 0 && running.every((one) => one === upgrading) ? upgrading : version

async function first(versions: readonly string[], dmctlOf: DmctlOf): Promise<Dmctl> {
  const [version, ...others] = versions
  if (version === undefined) throw new ModuleError('cannot find a dmctl')
  try {
    return await dmctlOf(version)
  } catch (thrown) {
    if (others.length === 0 || !(thrown instanceof DmbookError && thrown.code === 'E-PACKAGE')) throw thrown
    return first(others, dmctlOf)
  }
}

/** What DM holds now. Nothing of it is left in the folder that the client writes to. */
export async function heldConfig(dmctl: Dmctl, tools: Tools): Promise<ConfigExport> {
  const folder = join(recordStore(tools).folder, '.config')
  await rm(folder, { recursive: true, force: true })
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'export')
    await dmctl.call(['config', 'export', can(dmctl.version, 'openApi') ? '-p' : '-d', path])
    const found = await readExport(path)
    await refuseMissing(found, dmctl)
    return { ...found, sources: await withRelay(found.sources, dmctl) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every source that DM shows, and every task, must be among what was exported. */
async function refuseMissing({ sources, tasks }: ConfigExport, dmctl: Dmctl): Promise<void> {
  const shown = await dmctlReply(dmctl, ['operate-source', 'show'])
  const status = fields(JSON.parse(await dmctl.call(['query-status'])))
  const names = [
    ...rows(shown.sources).flatMap(({ source }) => (source && !sources.has(String(source)) ? `source ${source}` : [])),
    ...taskNames(status).flatMap((name) => (tasks.has(name) ? [] : `task ${name}`)),
  ]
  if (names.length > 0) throw new DmctlError(['config', 'export'], `it left out ${names.join(', ')}`)
}

/** In the short form of query-status, or in the long one that DM gives where a source has trouble. */
function taskNames({ tasks, sources }: Readonly<Record<string, unknown>>): string[] {
  const long = rows(sources).flatMap(({ subTaskStatus }) => rows(subTaskStatus).map(({ name }) => String(name)))
  return [...new Set([...rows(tasks).map(({ taskName }) => String(taskName)), ...long])]
}

/** `config export` drops enable-relay (dm-runtime §3.2); `config source` still says it. */
async function withRelay(sources: ConfigExport['sources'], dmctl: Dmctl): Promise<ConfigExport['sources']> {
  const texts = await Promise.all(
    [...sources].map(async ([id, text]): Promise<[string, string]> => {
      const { cfg } = await dmctlReply(dmctl, ['config', 'source', id])
      const relays = /^enable-relay: *true\b/m.test(String(cfg)) && !/^enable-relay:/m.test(text)
      return [id, relays ? `${text.trimEnd()}\nenable-relay: true\n` : text]
    }),
  )
  return new Map(texts)
}
