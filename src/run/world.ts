// Every effect of a run in one record, so that a test replaces the world whole.

import type { Script } from '../core/sh.js'
import type { Clock } from '../hosts/clock.js'
import type { DmApi } from '../hosts/dm_api.js'
import type { ClientTls, DmctlOf } from '../hosts/dmctl.js'
import type { Connection, Writer } from '../hosts/host.js'
import type { Fetch, IdentityNow } from '../hosts/http.js'
import type { Machine } from '../language/inventory.js'
import type { Packages } from '../packages/packages.js'
import type { Services } from '../services/services.js'
import type { ClusterSettings } from '../state/cluster_store.js'

/** `guard` wraps every script that changes the machine. */
export interface HostWords {
  readonly machine: string
  readonly signal: AbortSignal
  readonly guard?: ((script: Script) => Script) | undefined
}

export interface World {
  readonly clock: Clock
  readonly fetch: Fetch
  /** hexadecimal text of that many random bytes */
  random(bytes: number): string
  connect(machine: Machine, options: { readonly timeoutMs: number }): Promise<Connection>
  /** The machine behind a connection, as the connecting user. Scripts end when the signal is raised. */
  host(connection: Connection, options: HostWords): Writer
  /** `folder` is where `supervised` keeps its units on the machine, `home` where the user's systemd has its own below. */
  services(kind: ClusterSettings['services'], options: { readonly folder: string; readonly home?: string }): Services
  /** `onTrust` hears a sentence with fingerprints when the keys of a mirror are pinned. */
  packages(mirror: string | null, options: { readonly cache: string; onTrust?(text: string): void }): Packages
  /** Asks the masters at these client addresses (`host:port`), over https where that is said. */
  dm(masters: readonly string[], options?: { readonly secure?: boolean }): DmApi
  /** DM's own client, asking the same masters. */
  dmctl(
    masters: readonly string[],
    options: { readonly packages: Packages; readonly cache: string; readonly tls?: ClientTls | undefined },
  ): DmctlOf
  /** as whom a cluster's https is spoken to; absent where nobody speaks it */
  readonly identity?: IdentityNow
}
