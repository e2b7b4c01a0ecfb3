// Hosts, groups and machines: what a playbook runs against, wherever it came from.
// Types only. A topology becomes one in dm/inventory_from.ts, an Ansible inventory in language/host_inventory.ts.

import type { Secret } from '../core/secret.js'

/** Plain data as YAML and JSON have it, and as expressions see it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A variable of a host: plain data, and secrets that Vault kept. */
export type HostVar = Json | Secret | readonly HostVar[] | { readonly [key: string]: HostVar }

/**
 * How a machine is reached. A `login` is `given` by whoever runs dmbook (user null: theirs too), or the `cluster`'s own
 * user and key, or that user and the key that is to come `next`. `port` null: 22, or what ssh_config says; `key` is a
 * private key's path, `password` a password, where the inventory names one.
 */
export type Reach =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'ssh'
      readonly address: string
      readonly port: number | null
      readonly user: string | null
      readonly login: 'given' | 'cluster' | 'next'
      readonly key?: string | null
      readonly password?: Secret
    }

export interface Machine {
  /** what names it in messages: its address, or its name in a plain inventory */
  readonly id: string
  readonly reach: Reach
  readonly become: boolean
  /** the machine (itself by another login) whose plays make this login work: connected only after these */
  readonly after?: string
  /** what it was when the cluster was laid down on it; another machine at its address is refused */
  readonly machineId?: string
}

/**
 * One component instance (of a topology) or one entry (of a plain inventory), as expressions see it.
 * Every key always exists; null where it has no meaning. Directories are absolute.
 */
export interface Host {
  /** `address:port` of a topology, IPv6 in brackets; the name of a plain inventory */
  readonly id: string
  readonly address: string
  readonly port: number | null
  readonly role: string | null
  /** the name DM registers; null unless dm-master or dm-worker */
  readonly member: string | null
  /** without `.service` */
  readonly unit: string | null
  readonly deploy_dir: string | null
  readonly data_dir: string | null
  readonly log_dir: string | null
  /** what a process must be restarted for when it changes: absolute paths */
  readonly files: readonly string[]
  /** id of its machine */
  readonly machine: string
  readonly groups: readonly string[]
  readonly vars: { readonly [key: string]: HostVar }
}

/**
 * `groups` maps a name to host ids, in order. Always there: `all`, `machines` (one host per machine), `control` (one host).
 * A cluster that is reached by SSH has `logins`: each machine again, as `login@ADDRESS`, by the login that was given.
 * `next_logins` is each machine once more, as `next@ADDRESS`, by the key that takes the place of the cluster's own.
 * `hosts` holds every host of any group by id; a machine's own host has the id of the machine.
 */
export interface Inventory {
  readonly hosts: ReadonlyMap<string, Host>
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly machines: ReadonlyMap<string, Machine>
}

export const controlId = 'control'
