// The processes of DM 1.0 as an inventory: each a host of its own, each machine reached as Ansible reached it.

import { hostPort, validHost } from '../dm/host_address.js'
import { type Legacy, type LegacyProcess, legacyId, legacyScript, legacyUnit } from '../dm/legacy/process.js'
import { controlId, type Host, type Inventory, type Machine } from '../language/inventory.js'

interface Reaching {
  /** this machine alone, without SSH */
  readonly local: boolean
  /** the login that was given in place of Ansible's; null where none was */
  readonly user: string | null
}

export function legacyInventory({ processes, login }: Legacy, { local, user }: Reaching): Inventory {
  const upstreams = upstreamsOf(processes)
  const hosts = [...processes.map((process) => hostOf(process, upstreams)), controlHost]
  const machines = processes.map((process): Machine => {
    const { address, sshPort: port, key } = process
    const ssh = { kind: 'ssh', address, port, user: user ?? login, login: 'given', key } as const
    return { id: address, reach: local ? { kind: 'local' } : ssh, become: false }
  })
  const ids = processes.map(legacyId)
  return {
    hosts: new Map(hosts.map((host) => [host.id, host])),
    groups: { all: ids, machines: ids, control: [controlId] },
    machines: new Map(
      [...machines, { id: controlId, reach: { kind: 'local' }, become: false } as const].map((one) => [one.id, one]),
    ),
  }
}

const nothing = { port: null, role: null, member: null, deploy_dir: null, data_dir: null, log_dir: null, files: [] }

/** What the lines of the workers name, as far as it can be an address. */
function upstreamsOf(processes: readonly LegacyProcess[]): string[] {
  const named = processes.flatMap(({ role, vars }) => {
    const [host, port] = ['mysql_host', 'mysql_port'].map((name) => vars.get(name)?.value ?? '')
    const usable = role === 'dm-worker' && host && validHost(host) && /^\d{1,5}$/.test(port ?? '')
    return usable ? [hostPort(host, Number(port))] : []
  })
  return [...new Set(named)]
}

/** Without a unit of its own: nothing of it is started or stopped here. */
function hostOf(process: LegacyProcess, upstreams: readonly string[]): Host {
  const { role, address, port, deployDir } = process
  return {
    ...nothing,
    id: legacyId(process),
    address,
    unit: null,
    machine: address,
    groups: ['all'],
    vars: {
      role,
      port: port.value,
      deploy_dir: deployDir.value,
      unit: legacyUnit(process),
      script: legacyScript(process),
      // dm-master asks them at its first start
      upstreams: role === 'dm-master' ? upstreams : [],
    },
  }
}

const controlHost: Host = {
  ...nothing,
  id: controlId,
  address: '127.0.0.1',
  unit: null,
  machine: controlId,
  groups: ['control'],
  vars: {},
}
