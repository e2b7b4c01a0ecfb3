// A cluster of DM 1.0 as dm-ansible deploys one: what an operator wrote for each process.

import type { V1Task } from '../../core/v1_tasks.js'

export interface LegacySource {
  readonly id: string
  readonly serverId: number
  readonly host: string
  readonly port: number
  readonly user: string
  /** as the inventory has it: plain, or encrypted by dmctl */
  readonly password: string
}

export const legacyGroups = {
  'dm-master': 'dm_master_servers',
  'dm-worker': 'dm_worker_servers',
  prometheus: 'prometheus_servers',
  grafana: 'grafana_servers',
  alertmanager: 'alertmanager_servers',
} as const

export type LegacyRole = keyof typeof legacyGroups

export interface LegacyNode {
  readonly role: LegacyRole
  readonly alias: string
  readonly address: string
  readonly port: number
  /** absolute, on its host */
  readonly deployDir: string
  /** of a worker */
  readonly source?: LegacySource
  /** what else the inventory says of it, as Ansible renders it: `dm_worker_relay_dir`, `enable_gtid` … */
  readonly vars?: Readonly<Record<string, string>>
  /** of a worker: what its store holds */
  readonly tasks?: readonly V1Task[]
}

export interface LegacyCluster {
  readonly name: string
  readonly user: string
  /** as `v1.0.7` */
  readonly version: string
  readonly deployDir: string
  readonly nodes: readonly LegacyNode[]
  /** further lines of `[all:vars]` */
  readonly vars?: Readonly<Record<string, string>>
}

export const legacyPorts: Readonly<Record<LegacyRole, number>> = {
  'dm-master': 8261,
  'dm-worker': 8262,
  prometheus: 9090,
  grafana: 3000,
  alertmanager: 9093,
}

export const ofRole = ({ nodes }: LegacyCluster, role: LegacyRole): LegacyNode[] =>
  nodes.filter((node) => node.role === role)
