// What the rules of a role look at: the resolved topology, and how this cluster is named, served and reached.

import type { Json } from '../language/inventory.js'
import { type AnyInstance, type Instance, isRole, type ResolvedTopology } from './instance.js'

export interface ClusterWords {
  readonly name: string
  readonly version: string
  readonly services: 'systemd' | 'systemd-user' | 'supervised'
  readonly ssh: 'builtin' | 'system' | 'none'
  /** login of the connections */
  readonly user: string
  /** marks the cluster's directories */
  readonly clusterId: string
  /** by machine id: what is known of machines whose topology does not say; nothing where absent */
  readonly platforms?: Readonly<
    Record<string, { readonly os: string; readonly arch: string; readonly machine_id?: string }>
  >
  /** the cluster's own, as a line of authorized_keys; absent where none is made yet */
  readonly publicKey?: string
  /** by node id: what a process of DM 1.0 left for the one that replaces it; nothing where absent */
  readonly legacy?: Readonly<Record<string, Json>>
  /** ids of masters that came by scale-out: their scripts join, they never bootstrap; none where absent */
  readonly joined?: readonly string[]
}

export interface View {
  readonly topology: ResolvedTopology
  readonly cluster: ClusterWords
}

export type Vars = { readonly [key: string]: Json }

/** What is particular to a role. Paths are relative to the deploy directory. */
export interface Facet {
  readonly binary: string
  /** what a process must be restarted for, beside its program and its script */
  readonly conf: readonly string[]
  readonly directories: readonly string[]
  readonly packageVersion: string | null
  readonly readyPath: string
  readonly scheme: 'http' | 'https'
  readonly log: string
  readonly unitSettings: readonly string[]
  readonly vars: Vars
}

export const masters = ({ topology }: View): Extract<AnyInstance, Instance<'dm-master'>>[] =>
  topology.instances.filter(isRole('dm-master'))

export const scheme = ({ topology }: View): 'http' | 'https' => (topology.tls ? 'https' : 'http')

/** Where the keys of an encrypted cluster lie; no keys for a plain one. */
/** Certificates are read at the start: a process is older than its files where one was issued since. */
export const tlsFolder = ({ topology }: View): readonly string[] => (topology.tls ? ['tls'] : [])

export function tlsConfig({ topology }: View, { deployDir, role }: Instance): Vars {
  if (!topology.tls) return {}
  const folder = `${deployDir}/tls`
  return { 'ssl-ca': `${folder}/ca.crt`, 'ssl-cert': `${folder}/${role}.crt`, 'ssl-key': `${folder}/${role}.pem` }
}
