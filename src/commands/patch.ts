// `patch NAME PACKAGE` is a playbook. `patch NAME --list` shows what is patched; `patch NAME --revert` runs the playbook
// that puts the cluster version's own package back, on the instances that are patched among the chosen ones.

import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { openCluster, selectedHosts } from './cluster.js'
import { listPatches } from './patch_list.js'
import { playbook } from './playbook.js'

export const patch: Command = {
  run(invocation) {
    const { options, args } = invocation
    const ways = ['list', 'revert'].filter((way) => options[way] === true)
    if (ways.length + (args[1] === undefined ? 0 : 1) !== 1) throw usage()
    if (options.list === true) return listPatches(invocation)
    return options.revert === true ? revert(invocation) : playbook.run(invocation)
  },
}

async function revert(invocation: Invocation): Promise<number> {
  const { io, options, settings } = invocation
  const { meta, inventory } = await openCluster(invocation)
  const chosen = selectedHosts(inventory, options).map(({ id }) => id)
  const node = chosen.filter((id) => meta.marks[id]?.patched !== undefined)
  if (node.length > 0)
    return playbook.run({ ...invocation, options: { ...options, verb: 'patch/revert', node, role: undefined } })
  const text = `Nothing of ${chosen.length === inventory.groups.all?.length ? meta.name : 'what is chosen'} is patched: nothing to do.`
  io.say(settings.json ? JSON.stringify({ schema: 'dmbook/nothing/v1', text }) : text)
  return exitCodes.ok
}

const usage = (): DmbookError =>
  new DmbookError('cannot patch so as there must be a package, or --list, or --revert: one of them', {
    code: 'E-USAGE',
    exit: 'input',
    hint: 'dmbook patch NAME PACKAGE | --list | --revert',
  })
