// Notes in the cluster's record what holds of one instance: another package than the version's own, or that it was taken
// out of service and must come back. One at a time: the record has one writer.

import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { ClusterMeta } from '../state/cluster_store.js'
import { withdrawalOf, withWithdrawal } from '../state/withdrawn.js'
import { defineModule, differs, same } from './module.js'
import { boolean, either, object, optional, string } from './params.js'
import { changeRecord, recordOf } from './record_store.js'

const params = object({
  instance: string('Its id, as display shows it.'),
  patched: optional(
    either([Type.String(), Type.Null()], "The package in place of its version's own; null: it has its own."),
  ),
  out: optional(boolean('Whether it was taken out of service, and must come back.')),
})
type Params = Static<typeof params>

export const instanceMark = defineModule({
  kind: 'state',
  control: true,
  summary: "Note in the cluster's record what holds of an instance.",
  description:
    'display shows patched. out is noted before an instance is stopped for a while and struck out when it serves again: ' +
    'what is found stopped without it was stopped on purpose.',
  params,
  examples: [
    { instance: '172.19.0.101:8262', patched: 'dm-worker-hotfix.tar.gz' },
    { instance: '172.19.0.101:8262', out: true },
  ],

  async check(_host, want, tools) {
    const meta = await recordOf(tools)
    const patched = patchedOf(want)
    const found = meta.marks[want.instance]?.patched ?? null
    const changes = [
      ...(patched !== undefined && found !== patched ? [`patched ${found ?? 'no'} → ${patched ?? 'no'}`] : []),
      ...(want.out !== undefined && want.out !== isOut(meta, want.instance) ? [outText(want.out)] : []),
    ]
    return changes.length === 0 ? same() : differs(...changes.map((change) => `note ${want.instance}: ${change}`))
  },

  async apply(_host, want, tools) {
    await changeRecord(tools, (meta) => withOut(withPatched(meta, want), want))
  },
})

/** Without its folder: the record is shown to people. */
const patchedOf = ({ patched }: Params): string | null | undefined => patched?.replace(/^.*\//, '') ?? patched

const isOut = (meta: ClusterMeta, id: string): boolean => withdrawalOf(meta, id).out === true

const outText = (out: boolean): string => (out ? 'it is taken out of service' : 'it is back in service')

function withPatched(meta: ClusterMeta, want: Params): ClusterMeta {
  const patched = patchedOf(want)
  if (patched === undefined) return meta
  const { [want.instance]: found = {}, ...others } = meta.marks
  const { patched: _, ...kept } = found
  const mark = patched === null ? kept : { ...kept, patched }
  const marks = Object.keys(mark).length > 0 ? { ...others, [want.instance]: mark } : others
  return { ...meta, marks }
}

const withOut = (meta: ClusterMeta, { instance, out }: Params): ClusterMeta =>
  out === undefined ? meta : withWithdrawal(meta, instance, { kind: 'out', on: out })
