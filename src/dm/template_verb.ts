// `dmbook template`: topologies to start from. The minimal and the full one are files of inventories/;
// the local one is written from the words of the command.

import { inputError, type Problem } from '../core/error.js'
import { type Role, roles, sections } from './role.js'

/** `group` empty: none is written. Lists of hosts; an empty one leaves its section out. */
export interface LocalWishes {
  readonly user: string
  readonly group: string
  readonly systemdMode: 'system' | 'user'
  readonly sshPort: number
  readonly deployDir: string
  readonly dataDir: string
  readonly arch: string
  readonly hosts: Readonly<Record<Role, readonly string[]>>
}

const three = ['172.19.0.101', '172.19.0.102', '172.19.0.103']
const first = three.slice(0, 1)

/** What `tiup dm template --local` writes where nothing is said. */
export const localDefaults: LocalWishes = {
  user: 'tidb',
  group: '',
  systemdMode: 'system',
  sshPort: 22,
  deployDir: '/tidb-deploy',
  dataDir: '/tidb-data',
  arch: 'amd64',
  hosts: { 'dm-master': three, 'dm-worker': three, prometheus: first, grafana: first, alertmanager: first },
}

/** File of inventories/ that a template is; `full` wins over `local`. */
export const templateFile = (kind: 'minimal' | 'full'): string => `${kind}.yaml`

/** A topology of these wishes. Throws `E-USAGE` with all that is wrong with them. */
export function localTopology(wishes: LocalWishes): string {
  const problems = troubles(wishes)
  if (problems.length > 0) throw inputError('E-USAGE', problems)
  const { user, group, systemdMode, sshPort, deployDir, dataDir, arch, hosts } = wishes
  const global = [
    ['user', quoted(user)],
    ...(group === '' ? [] : [['group', quoted(group)]]),
    ['systemd_mode', quoted(systemdMode)],
    ['ssh_port', String(sshPort)],
    ['deploy_dir', quoted(deployDir)],
    ['data_dir', quoted(dataDir)],
    ['arch', quoted(arch)],
  ].map(([key, value]) => `  ${key}: ${value}`)
  const servers = roles.flatMap((role) => section(role, hosts[role]))
  return `${['global:', ...global, ...servers].join('\n')}\n`
}

function troubles({ arch, hosts }: LocalWishes): Problem[] {
  const few = (['dm-master', 'dm-worker'] as const).filter((role) => hosts[role].length < 3)
  return [
    ...(arch === 'amd64' || arch === 'arm64'
      ? []
      : [{ message: `cannot write a topology as arch is neither amd64 nor arm64: ${arch}` }]),
    ...few.map((role) => ({
      message: `cannot write a topology as it has fewer than three ${role}s: ${hosts[role].length}`,
    })),
  ]
}

const section = (role: Role, hosts: readonly string[]): string[] =>
  hosts.length === 0 ? [] : ['', `${sections[role]}:`, ...hosts.map((host) => `  - host: ${quoted(host)}`)]

/** JSON's text is YAML's. */
const quoted = (text: string): string => JSON.stringify(text)
