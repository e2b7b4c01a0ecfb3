// What the runner hands to a module beside the host: everything that is not on the machine itself.
// A module takes its effects from here only, so that a test replaces them whole.

import type { Clock } from '../hosts/clock.js'
import type { DmApi } from '../hosts/dm_api.js'
import type { DmctlOf } from '../hosts/dmctl.js'
import type { LocalFile } from '../hosts/host.js'
import type { Fetch } from '../hosts/http.js'
import type { Host, Json } from '../language/inventory.js'
import type { Packages } from '../packages/packages.js'
import type { Services } from '../services/services.js'
import type { ClusterMeta, ClusterStore } from '../state/cluster_store.js'

export interface Tools {
  /** the host the task is for; its machine's own host where a play runs on machines */
  readonly host: Host
  readonly clock: Clock
  readonly fetch: Fetch
  readonly services: Services
  readonly packages: Packages
  /** null in a run without a cluster */
  readonly cluster: ClusterStore | null
  /** what a run that brings a topology wants recorded of the cluster; null in every other run */
  readonly draft: Omit<ClusterMeta, 'serial' | 'state'> | null
  readonly dm: DmApi | null
  /** DM's own client, for what the API does not have; null where the run has no cluster */
  readonly dmctl: DmctlOf | null
  /** Takes what a look at a host found for the verb that wanted it; absent where nobody did. */
  readonly gather?: (host: string, found: object) => void
  /** Renders a Handlebars file that lies beside the playbook. `data` joins host, facts, inputs, vars, run. */
  render(file: string, data: { readonly [key: string]: Json }): Promise<string>
  /** A path as the playbook names it: relative to the playbook's folder. */
  resolve(path: string): string
  /** A file of the control machine with its digest: it is read again where its size or time changed. */
  digested(path: string): Promise<LocalFile>
  /** How long readiness may take: --wait-timeout. */
  readonly waitTimeoutMs: number
  readonly signal: AbortSignal
  /** Says what it waits for, with the last observed value. */
  waiting(text: string): void
  /** Says something to the reader of the run. */
  say(text: string): void
  /** Says something that whoever runs this must have read. */
  warn(text: string): void
}
