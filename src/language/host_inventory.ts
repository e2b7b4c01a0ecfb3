// An Ansible inventory as the hosts, groups and machines of a run. Each entry is host and machine in one.
// Here ends what Ansible would only find out while it connects: what is no address, no port, no login.

import type { Source } from '../core/place.js'
import { type AnsibleHost, type AnsibleInventory, readAnsibleInventory } from './ansible/read_inventory.js'
import { isList, isMap, Sealed, type Variables, type VarValue } from './ansible/variable.js'
import { hostReach } from './host_reach.js'
import { controlId, type Host, type HostVar, type Inventory, type Machine } from './inventory.js'
import { Problems } from './problems.js'

/** Of one file alone, without the variables beside it. Throws E-INVENTORY with all that is wrong. */
export function loadHostInventory(source: Source): Inventory {
  const alone = { path: source.file, folder: '.', playbookDir: null, vars: [], warnings: [] }
  return hostInventory(readAnsibleInventory({ ...alone, inventories: [source] }))
}

/** Throws E-INVENTORY with all that is wrong; what Vault keeps closed is wrong too. */
export function hostInventory(inventory: AnsibleInventory): Inventory {
  const problems = new Problems()
  for (const { name, at } of inventory.groups.values())
    if (at && taken.includes(name))
      problems.add({
        message: `cannot read the inventory as the group ${name} is always there; choose another name`,
        at,
      })
  const entries = [...inventory.hosts.values()].map((host) => entryFor(host, problems))
  if (entries.length === 0) problems.add({ message: `cannot use ${inventory.path} as it has no hosts` })
  problems.add(...inventory.sealed)
  problems.throwIfAny('E-INVENTORY')
  return assembled(entries, inventory)
}

const taken = ['machines', controlId]

interface Entry {
  readonly host: Host
  readonly machine: Machine
}

function entryFor({ name, at, groups, vars }: AnsibleHost, problems: Problems): Entry {
  const { address, reach, become, problems: found } = hostReach(name, vars, at)
  problems.add(...found)
  if (name === controlId && reach.kind !== 'local')
    problems.add({ message: `cannot read the inventory as the host ${name} is always this machine`, at })
  const inner = groups.filter((group) => group !== 'all')
  return {
    host: plainHost(name, { address, groups: inner, vars: hostVars(vars) }),
    machine: { id: name, reach, become },
  }
}

const hostVars = (vars: Variables): Host['vars'] =>
  Object.fromEntries([...vars.values()].map(({ name, value }) => [name, hostVar(value)]))

/** Nothing sealed comes this far. */
function hostVar(value: VarValue): HostVar {
  if (isList(value)) return value.map(hostVar)
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, hostVar(entry)]))
  return value instanceof Sealed ? null : value
}

function plainHost(
  id: string,
  { address, groups, vars }: { address: string; groups: readonly string[]; vars: Host['vars'] },
): Host {
  const nothing = { port: null, role: null, member: null, unit: null, deploy_dir: null, data_dir: null, log_dir: null }
  return { id, address, ...nothing, files: [], machine: id, groups, vars }
}

function assembled(entries: readonly Entry[], { groups }: AnsibleInventory): Inventory {
  const ids = entries.map(({ host }) => host.id)
  const control: Entry = {
    host: plainHost(controlId, { address: '127.0.0.1', groups: ['control'], vars: {} }),
    machine: { id: controlId, reach: { kind: 'local' }, become: false },
  }
  const everyone = ids.includes(controlId) ? entries : [...entries, control]
  const named = [...groups.values()].filter(({ name, hosts }) => name !== 'ungrouped' || hosts.length > 0)
  const members = named.map(({ name, hosts }) => [name, hosts] as const)
  return {
    hosts: new Map(everyone.map(({ host }) => [host.id, host])),
    machines: new Map(everyone.map(({ machine }) => [machine.id, machine])),
    groups: { ...Object.fromEntries(members), all: ids, machines: ids, control: [controlId] },
  }
}
