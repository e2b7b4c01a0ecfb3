// The steps of an import, each only for what DM does not have yet: killed anywhere, the next one goes on.

import { join } from 'node:path'
import { type Dmctl, dmctlReply, rows } from '../hosts/dmctl.js'
import type { ConfigExport } from '../state/config_export.js'

interface Import {
  /** the folder of the export */
  readonly src: string
  readonly wanted: ConfigExport
  readonly held: ConfigExport
  /** DM can move sources and start relay logs */
  readonly hasRelay: boolean
}

/** Throws DmctlError with what DM said where it refuses. */
export async function importing(dmctl: Dmctl, { src, wanted, held, hasRelay }: Import): Promise<void> {
  const fresh = [...wanted.sources.keys()].filter((id) => !held.sources.has(id))
  const relaysFirst = [...fresh.filter((id) => wanted.relay.has(id)), ...fresh.filter((id) => !wanted.relay.has(id))]
  for (const id of relaysFirst) {
    await dmctlReply(dmctl, ['operate-source', 'create', join(src, 'sources', `${id}.yaml`)])
    if (hasRelay) await toItsWorker(dmctl, id, wanted.relay.get(id) ?? [])
  }
  for (const name of wanted.tasks.keys()) {
    if (!held.tasks.has(name)) await dmctlReply(dmctl, ['start-task', join(src, 'tasks', `${name}.yaml`)])
  }
  if (hasRelay) for (const [id, workers] of wanted.relay) await relay(dmctl, id, { workers, held })
}

/** A source that DM gave to another worker goes to the one that pulls its relay log, where that one is free. */
async function toItsWorker(dmctl: Dmctl, id: string, workers: readonly string[]): Promise<void> {
  const [worker] = workers
  if (worker === undefined) return
  const listed = await dmctlReply(dmctl, ['list-member', '--worker'])
  const found = rows(rows(listed.members).flatMap((member) => rows(Object(member.worker).workers)))
  const bound = found.find(({ source }) => source === id)?.name
  const free = found.some(({ name, stage }) => name === worker && stage === 'free')
  if (!workers.includes(String(bound)) && free) await dmctlReply(dmctl, ['transfer-source', id, worker])
}

async function relay(
  dmctl: Dmctl,
  id: string,
  { workers, held }: { readonly workers: readonly string[]; readonly held: ConfigExport },
): Promise<void> {
  const due = workers.filter((worker) => !held.relay.get(id)?.includes(worker))
  if (due.length > 0) await dmctlReply(dmctl, ['start-relay', '-s', id, ...due])
}
