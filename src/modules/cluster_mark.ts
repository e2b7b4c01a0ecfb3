// Notes in the cluster's record what a run has learned of one machine. One at a time: the record has one writer.

import type { Static } from 'typebox'
import type { Platform } from '../state/cluster_store.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { object, optional, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  machine: string('Id of the machine, as the inventory has it.'),
  os: string('As facts.os.'),
  arch: string('As facts.arch.'),
  machine_id: optional(string('As facts.machine_id: from then on another machine at this address is refused.')),
})
type Params = Static<typeof params>

export const clusterMark = defineModule({
  kind: 'state',
  control: true,
  summary: "Note in the cluster's record what a machine is.",
  description: 'display shows it, and later runs find packages by it without asking the machine.',
  params,
  examples: [{ machine: '172.19.0.101', os: 'linux', arch: 'amd64' }],

  async check(_host, want, tools) {
    const meta = await storeOf(tools).load()
    // in a plan of a deploy the record is yet to be made
    if (!meta) return tools.draft ? differs(`note ${sentence(want)}`) : blocked(noRecord)
    const found = meta.machines[want.machine]
    const known = found?.os === want.os && found.arch === want.arch && found.machine_id === noted(want).machine_id
    return known ? same() : differs(`note ${sentence(want)}`)
  },

  async apply(_host, want, tools) {
    const store = storeOf(tools)
    const meta = await store.load()
    if (!meta) throw new ModuleError(noRecord)
    await store.save({ ...meta, machines: { ...meta.machines, [want.machine]: noted(want) } })
  },
})

const noRecord = 'cannot note anything as the cluster has no record'

const noted = ({ os, arch, machine_id: id }: Params): Platform => ({ os, arch, ...(id ? { machine_id: id } : {}) })

const sentence = ({ machine, os, arch }: Params): string => `${machine}: ${os}/${arch}`

function storeOf({ cluster }: Tools) {
  if (cluster) return cluster
  throw new ModuleError('cannot keep a record as this run has no cluster')
}
