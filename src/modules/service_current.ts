// Whether a process runs the newest files. Beside the unit a record keeps the digest of the files and when it was first
// seen; a process that started later read these files. The record is written before any start, so that a run which is
// killed in between leaves a process that the next run knows to be old.

import type { Reader, Writer } from '../hosts/host.js'
import type { CurrentRecord, UnitStatus } from '../services/services.js'
import { type FilesNow, filesNow } from './process_age.js'
import type { Tools } from './tools.js'

interface Wanted {
  readonly unit: string
  readonly files?: readonly string[]
}

export interface Currency {
  readonly status: UnitStatus
  readonly record: CurrentRecord | null
  readonly now: FilesNow
  /** why the process is not current; null where it is */
  readonly why: string | null
}

/** One round trip. `host` is the user that the services ask for. */
export async function currency(
  host: Reader,
  tools: Tools,
  { unit, files = tools.host.files }: Wanted,
): Promise<Currency> {
  const { services } = tools
  const [status, record, now] = await Promise.all([
    services.status(host, unit),
    services.current(host, unit),
    filesNow(host, [...files, services.path(unit)]),
  ])
  const found = { status, record, now }
  return { ...found, why: whyOld(found, { bootId: host.facts.boot_id, deployDir: tools.host.deploy_dir }) }
}

function whyOld({ status, record, now }: Omit<Currency, 'why'>, { bootId, deployDir }: Place): string | null {
  if (status.kind !== 'running') return 'it has no process'
  if (record === null) return 'nothing tells which files its process has read'
  if (record.digest !== now.digest) return 'its files changed'
  if (record.bootId === bootId && status.startedTicks <= record.seenTicks) return 'its process is older than its files'
  return deployDir !== null && isReplaced(status.executable, deployDir) ? 'its program was replaced' : null
}

interface Place {
  readonly bootId: string
  readonly deployDir: string | null
}

/** The kernel shows where the program's file is now: removed, or among the releases that are not in use. */
function isReplaced(executable: string, deployDir: string): boolean {
  if (!executable.startsWith(`${deployDir}/`)) return false
  return executable.endsWith(' (deleted)') || executable.startsWith(`${deployDir}/.bin.`)
}

/** Records first, then stops what is old and starts. A tick passes between, so that "later" can be told from "same". */
export async function restartWithNewest(host: Writer, tools: Tools, want: Wanted): Promise<void> {
  const { services } = tools
  const { status, record, now, why } = await currency(host, tools, want)
  if (why === null) {
    if (status.kind === 'running' && status.unwatched) await services.start(host, want.unit)
    return
  }
  if (record?.digest !== now.digest) {
    const { digest, ticks } = now
    await services.remember(host, want.unit, { digest, bootId: host.facts.boot_id, seenTicks: ticks })
    await tools.clock.sleep(tickMs)
  }
  if (status.kind === 'running' || status.kind === 'starting') await services.stop(host, want.unit)
  await services.start(host, want.unit)
}

const tickMs = 20
