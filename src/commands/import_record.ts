// What the cluster's record keeps of an import: where each process was, which sources and tasks are to come.

import { hostPort } from '../dm/host_address.js'
import { legacyScript } from '../dm/legacy/process.js'
import type { Seen } from '../dm/legacy/seen.js'
import { type SourceFile, sourceFiles } from '../dm/legacy/source_text.js'
import type { Takeover } from '../dm/legacy/takeover.js'
import type { ImportRecord } from '../state/cluster_store.js'

export const importSources = ({ seen, wishes }: Takeover): SourceFile[] => sourceFiles(seen, wishes)

export function importRecord(takeover: Takeover, from: string): ImportRecord {
  const { seen, tasks, wishes } = takeover
  return {
    from,
    state: 'taking',
    places: Object.fromEntries(seen.map((one) => [nodeId(one), placeOf(one)])),
    sources: importSources(takeover).map(({ id, name }) => ({ id, file: name })),
    tasks: tasks.map((task) => ({ ...task })),
    ...(wishes.secretKey === null ? {} : { secret_key: true }),
  }
}

const nodeId = ({ process, port }: Seen): string => hostPort(process.address, port.value)

const placeOf = ({ process, look }: Seen): ImportRecord['places'][string] => ({
  script: legacyScript(process),
  deploy_dir: process.deployDir.value,
  meta_dir: look.meta?.files ? look.meta.path : null,
})

/** conf/alertmanager.yml as the host has it; null where there is none. */
export const alertmanagerText = ({ seen }: Takeover): string | null =>
  seen.find(({ process }) => process.role === 'alertmanager')?.look.config?.text ?? null
