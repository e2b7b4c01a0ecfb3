// Notes in the cluster's record what a run has learned of one machine. One at a time: the record has one writer.

import type { Static } from 'typebox'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { object, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  machine: string('Id of the machine, as the inventory has it.'),
  os: string('As facts.os.'),
  arch: string('As facts.arch.'),
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
    return found?.os === want.os && found.arch === want.arch ? same() : differs(`note ${sentence(want)}`)
  },

  async apply(_host, want, tools) {
    const store = storeOf(tools)
    const meta = await store.load()
    if (!meta) throw new ModuleError(noRecord)
    const { machine, os, arch } = want
    await store.save({ ...meta, machines: { ...meta.machines, [machine]: { os, arch } } })
  },
})

const noRecord = 'cannot note anything as the cluster has no record'

const sentence = ({ machine, os, arch }: Params): string => `${machine}: ${os}/${arch}`

function storeOf({ cluster }: Tools) {
  if (cluster) return cluster
  throw new ModuleError('cannot keep a record as this run has no cluster')
}
