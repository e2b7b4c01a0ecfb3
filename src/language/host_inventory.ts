// Reads a host inventory in the shape of Ansible's YAML: groups of groups, hosts, variables. Each entry is host and
// machine in one. The nearer variable wins: a host's own, then its innermost group's, the outer ones', all's.

import type { Source } from '../core/place.js'
import { GroupTree } from './group_tree.js'
import { readMap } from './header.js'
import { hostReach, type Reached } from './host_reach.js'
import { controlId, type Host, type Inventory, type Machine } from './inventory.js'
import { readGroups, type Vars } from './inventory_groups.js'
import { Problems } from './problems.js'

/** Throws E-INVENTORY with all that is wrong. */
export function loadHostInventory(source: Source): Inventory {
  const problems = new Problems()
  const root = readMap(source, problems)
  const texts = root ? readGroups(root, problems) : []
  const tree = new GroupTree(texts, problems)
  const { hosts } = tree
  const entries = problems.any ? [] : hosts.map((name) => entryFor(name, tree, problems))
  if (root && hosts.length === 0 && !problems.any)
    problems.add({ message: 'cannot read the inventory as it has no hosts', at: root.at })
  problems.throwIfAny('E-INVENTORY')
  return assembled(entries, tree)
}

interface Entry {
  readonly host: Host
  readonly machine: Machine
}

function entryFor(name: string, tree: GroupTree, problems: Problems): Entry {
  const groups = tree.groupsOf(name)
  const vars = tree.varsOf(name)
  const reached: Reached = hostReach(name, vars, (key) => tree.placeOf(name, key))
  problems.add(...reached.problems)
  const machine: Machine = { id: name, reach: reached.reach, become: reached.become }
  return {
    host: plainHost(name, { address: reached.address, groups: groups.filter((group) => group !== 'all'), vars }),
    machine,
  }
}

function plainHost(
  id: string,
  { address, groups, vars }: { address: string; groups: readonly string[]; vars: Vars },
): Host {
  const nothing = { port: null, role: null, member: null, unit: null, deploy_dir: null, data_dir: null, log_dir: null }
  return { id, address, ...nothing, files: [], machine: id, groups, vars }
}

function assembled(entries: readonly Entry[], tree: GroupTree): Inventory {
  const ids = entries.map(({ host }) => host.id)
  const control: Entry = {
    host: plainHost(controlId, { address: '127.0.0.1', groups: ['control'], vars: {} }),
    machine: { id: controlId, reach: { kind: 'local' }, become: false },
  }
  const everyone = ids.includes(controlId) ? entries : [...entries, control]
  const named = tree.groups.map((group) => [group, members(entries, group)] as const)
  return {
    hosts: new Map(everyone.map(({ host }) => [host.id, host])),
    machines: new Map(everyone.map(({ machine }) => [machine.id, machine])),
    groups: { ...Object.fromEntries(named), all: ids, machines: ids, control: [controlId] },
  }
}

const members = (entries: readonly Entry[], group: string): string[] =>
  entries.filter(({ host }) => host.groups.includes(group)).map(({ host }) => host.id)
