// One cluster's part of the state folder, as modules and commands see it. Types only.

import type { Json } from '../language/inventory.js'
import type { Bindings } from './moves.js'
import type { Withdrawal } from './withdrawn.js'

/** How the cluster is reached and served: explicit, chosen at deploy, kept. */
export interface ClusterSettings {
  readonly ssh: 'builtin' | 'system' | 'none'
  readonly services: 'systemd' | 'systemd-user' | 'supervised'
  /** folder or URL; null is TiUP's public mirror */
  readonly mirror: string | null
}

/** As a machine said of itself when the cluster was laid down on it. */
export interface Platform {
  readonly os: string
  readonly arch: string
  /** of /etc/machine-id; absent where it has none */
  readonly machine_id?: string
}

/** A package that later scale-outs use in place of the version's own. */
export interface KeptPackage {
  /** as the operator named it */
  readonly name: string
  readonly sha256: string
  readonly size: number
}

export interface InstanceMark {
  /** name of the package that replaced the cluster version's own */
  readonly patched?: string
}

/** The states of a unit that a host can owe: what `service` takes. */
export type OwedState = 'stopped' | 'running' | 'current'

/** What a host owes that was out of reach. `since` is milliseconds since 1970, `run` the run that wanted it. */
export interface OwedWish {
  readonly wants: OwedState
  readonly since: number
  readonly run: string
}

/** Where a process of DM 1.0 was that an instance replaces. Paths on its machine. */
export interface LegacyPlace {
  readonly script: string
  readonly deploy_dir: string
  /** where a worker kept its tasks; null where there are none */
  readonly meta_dir: string | null
}

/** What a cluster takes over from DM 1.0. `taking` until dm-master has upgraded the data. */
export interface ImportRecord {
  /** the directory of dm-ansible */
  readonly from: string
  readonly state: 'taking' | 'taken'
  /** by node id */
  readonly places: Readonly<Record<string, LegacyPlace>>
  /** `file` lies in import/sources/ of the cluster's folder */
  readonly sources: readonly { readonly id: string; readonly file: string }[]
  readonly tasks: readonly { readonly task: string; readonly source: string; readonly stage: string }[]
  /** whether import/secret.key of the cluster's folder goes to dm-master */
  readonly secret_key?: boolean
}

/**
 * `id` is random and marks the cluster's directories on machines. `serial` counts saves.
 * `topology` is what the user wrote with defaults filled in, as plain data; `source` the text as written.
 */
export interface ClusterMeta {
  readonly format: 1
  readonly id: string
  readonly name: string
  readonly user: string
  readonly version: string
  readonly state: 'deploying' | 'deployed' | 'destroying'
  readonly serial: number
  readonly settings: ClusterSettings
  readonly topology: Json
  readonly source: string
  /** by node id */
  readonly marks: Readonly<Record<string, InstanceMark>>
  /** by machine id */
  readonly machines: Readonly<Record<string, Platform>>
  /** by host id; absent where nothing is owed */
  readonly owed?: Readonly<Record<string, OwedWish>>
  /** by node id: what runs that were killed have not put right; absent where there is nothing */
  readonly withdrawn?: Readonly<Record<string, Withdrawal>>
  /** source → member, before a run disturbed any worker; absent when all is as it was, or known to have changed */
  readonly bindings?: Bindings
  /** by source: tasks that ran before it was moved, and must again; absent where no move was cut short */
  readonly moving?: Readonly<Record<string, readonly string[]>>
  /** by component: what `patch --overwrite` kept; `packages/SHA256.tar.gz` in the cluster's folder */
  readonly kept?: Readonly<Record<string, KeptPackage>>
  /** the version that an upgrade is on its way to; absent when none is */
  readonly upgrading?: string
  /** the version before the last upgrade; absent where there was none, or that was rolled back */
  readonly previous?: string
  /** ids of masters that came by scale-out: they join and never bootstrap; none where absent */
  readonly joined?: readonly string[]
  /** a topology with nothing but the nodes that a scale-out has begun and not finished; absent where there are none */
  readonly joining?: Json
  /** absent of a cluster that was not imported */
  readonly import?: ImportRecord
  /** ids that a scale-in has removed and no scale-out brought back; none where absent */
  readonly removed?: readonly string[]
}

export interface ClusterStore {
  readonly name: string
  /** absolute; 0700 */
  readonly folder: string
  /** null before the first save */
  load(): Promise<ClusterMeta | null>
  /** Saves atomically with serial + 1; throws `E-STALE` (exit locked) where the serial moved since `load`. */
  save(meta: ClusterMeta): Promise<ClusterMeta>
  /** Removes the cluster's folder; the audit keeps its name. */
  forget(): Promise<void>
}
