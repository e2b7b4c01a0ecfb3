// What a cluster of DM 1.0 becomes: from what dm-ansible's files say and what the hosts show, the topology, the sources
// and the tasks of DM 2.0, and where each thing was before. Where they disagree the host is right, or it is an error.

import type { Problem } from '../../core/error.js'
import { encryptedProblems } from './encrypted.js'
import type { Findings } from './findings.js'
import type { LegacyLook } from './look.js'
import { type Legacy, type LegacyProcess, legacyId } from './process.js'
import { processFindings } from './process_findings.js'
import { type Seen, seenOf } from './seen.js'
import { type LegacyTask, tasksOf } from './tasks.js'
import { upstreamFindings } from './upstream_findings.js'
import { targetTrouble, versionFindings } from './version_findings.js'
import type { TakeoverWishes } from './wishes.js'

export interface Takeover {
  readonly legacy: Legacy
  readonly wishes: TakeoverWishes
  /** each process with what its host shows */
  readonly seen: readonly Seen[]
  readonly tasks: readonly LegacyTask[]
}

/** `takeover` null where something is wrong. */
export interface Reconciled extends Findings {
  readonly takeover: Takeover | null
}

/** `looks` by the id of the process, which is `address:port`. */
export function reconciled(legacy: Legacy, looks: ReadonlyMap<string, LegacyLook>, wishes: TakeoverWishes): Reconciled {
  const why = targetTrouble(wishes.version)
  const errors: Problem[] = why === null ? [] : [{ message: why }]
  const found: Findings = { errors, warnings: [] }
  const seen = legacy.processes.flatMap((process) => look(process, { looks, legacy, wishes, found }))
  versionFindings(seen, found)
  mapFindings(seen, found)
  upstreamFindings(seen, found)
  found.errors.push(...encryptedProblems(seen, wishes))
  const tasks = tasksOf(seen, { wishes, found })
  return { takeover: found.errors.length > 0 ? null : { legacy, wishes, seen, tasks }, ...found }
}

interface Looking {
  readonly looks: ReadonlyMap<string, LegacyLook>
  readonly legacy: Legacy
  readonly wishes: TakeoverWishes
  readonly found: Findings
}

function look(process: LegacyProcess, { looks, legacy, wishes, found }: Looking): Seen[] {
  const shown = looks.get(legacyId(process))
  if (!shown) {
    found.errors.push({ message: `cannot import ${process.alias} as nothing was seen of it`, at: process.at })
    return []
  }
  const findings = processFindings(process, shown, { user: legacy.user.value, units: wishes.units })
  found.errors.push(...findings.errors)
  found.warnings.push(...findings.warnings)
  const seen = seenOf(process, shown)
  return seen === null ? [] : [seen]
}

/** The master's own list of workers, as it was when the cluster was last deployed. */
function mapFindings(seen: readonly Seen[], { errors }: Findings): void {
  const master = seen.find(({ process }) => process.role === 'dm-master')
  const listed = master?.workers
  if (!master || !listed) return
  for (const { process, source } of seen) {
    if (process.role !== 'dm-worker' || source === null) continue
    const id = legacyId(process)
    const was = listed.get(source.id)
    if (was === id) continue
    const said = was === undefined ? 'does not know it' : `has it at ${was}`
    const message = `cannot import the source ${source.id} of ${id} as dm-master ${said}`
    errors.push({
      message,
      at: process.at,
      hint: 'the inventory was changed and never deployed: put it back as it was',
    })
  }
}
