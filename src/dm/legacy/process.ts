// A process of DM 1.0 as dm-ansible's files describe it, before anybody looked at its host.

import type { Place } from '../../core/place.js'
import type { Role } from '../role.js'
import type { Variable } from './inventory_words.js'

export const legacyGroups: Readonly<Record<string, Role>> = {
  dm_master_servers: 'dm-master',
  dm_worker_servers: 'dm-worker',
  prometheus_servers: 'prometheus',
  grafana_servers: 'grafana',
  alertmanager_servers: 'alertmanager',
}

/** dm-ansible has a file of group_vars for each, whether the inventory has the group or not. */
export const shippedGroups = [...Object.keys(legacyGroups), 'dm_portal_servers']

/** A value and where it came from: `inventory.ini:12`, `a stock default`. */
export interface Known<T> {
  readonly value: T
  readonly from: string
}

export interface LegacyProcess {
  readonly role: Role
  readonly alias: string
  /** its line of the inventory */
  readonly at: Place
  readonly address: string
  readonly port: Known<number>
  /** absolute, without a slash at the end */
  readonly deployDir: Known<string>
  readonly sshPort: number | null
  readonly key: string | null
  /** as Ansible renders them: what else the inventory says of it */
  readonly vars: ReadonlyMap<string, Known<string>>
}

export interface Legacy {
  readonly name: Known<string>
  /** the login, and who runs the processes */
  readonly login: string
  readonly user: Known<string>
  readonly deployDir: Known<string>
  readonly processes: readonly LegacyProcess[]
  /** what is left out: `dm_portal on 172.16.10.71`, as sentences */
  readonly dropped: readonly string[]
}

export const legacyUnit = ({ role, port }: LegacyProcess): string => `${role}-${port.value}`

export const legacyId = ({ address, port }: LegacyProcess): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port.value}`

export const legacyScript = ({ role, deployDir }: LegacyProcess): string => `${deployDir.value}/scripts/run_${role}.sh`

/** As Ansible renders it, and the line where it stands. */
export const known = ({ rendered, at }: Variable): Known<string> => ({ value: rendered, from: shortPlace(at) })

/** `inventory.ini:12`, `group_vars/all.yml:3`, `dm-worker/defaults/main.yml:3`: the file as people call it. */
export function shortPlace({ source: { file }, line }: Place): string {
  const steps = file.split('/')
  const folder = steps.at(-2) ?? ''
  const kept = folder === 'defaults' ? 3 : /^(group_vars|host_vars)$/.test(folder) ? 2 : 1
  return `${steps.slice(-kept).join('/')}:${line}`
}
