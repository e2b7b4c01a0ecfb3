// Verbs about what starts at boot, where nothing does.

import { DmbookError } from '../core/error.js'
import type { ClusterMeta } from '../state/cluster_store.js'

const verbsOfBoot: ReadonlySet<unknown> = new Set(['enable', 'disable'])

/** Throws E-NO-BOOT (exit refused) where the verb is about the boot and the cluster's services know none. */
export function refuseWithoutBoot(verb: unknown, { name, settings }: Pick<ClusterMeta, 'name' | 'settings'>): void {
  if (!verbsOfBoot.has(verb) || settings.services !== 'supervised') return
  throw new DmbookError(`cannot ${verb} ${name} as its services are supervised: nothing of it starts at boot`, {
    code: 'E-NO-BOOT',
    exit: 'refused',
    hint: `after a boot: dmbook start ${name}; a cluster that is deployed with --services systemd can start by itself`,
  })
}
