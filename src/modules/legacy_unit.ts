// Keeps the unit of DM 1.0 that a unit of the same name is about to replace: aside, where an undo finds it, or put back.
// The old unit is known by the run script that it starts; no other unit is ever moved.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { blocked, type Check, defineModule, differs, same } from './module.js'
import { absolutePath, choice, object, unitName } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  unit: unitName('Name of the unit, without .service; it is the same in DM 1.0 and 2.0.'),
  script: absolutePath('The run script of DM 1.0: what the old unit starts.'),
  state: choice(['aside', 'restored'], 'Where the old unit is.'),
})
type Params = Static<typeof params>

export const legacyUnit = defineModule({
  kind: 'state',
  summary: 'Keep the unit of DM 1.0 aside, or put it back.',
  description:
    'aside: a copy lies beside the unit, as UNIT.service.dm-ansible. restored: that copy is the unit again, and made ' +
    'known; nothing is started. Refuses to restore over a unit that has a process. Without units there is nothing to do.',
  params,
  examples: [
    { unit: 'dm-worker-8262', script: '/home/tidb/deploy/scripts/run_dm-worker.sh', state: 'aside' },
    { unit: 'dm-worker-8262', script: '/home/tidb/deploy/scripts/run_dm-worker.sh', state: 'restored' },
  ],

  async check(host, want, tools) {
    const admin = host.as(tools.services.become)
    return want.state === 'aside' ? checkAside(admin, want, tools) : checkRestored(admin, want, tools)
  },

  async apply(host, { unit, state }, { services }) {
    const admin = host.as(services.become)
    const { path, aside } = placesOf(unit, { services })
    if (state === 'aside') {
      await admin.run(sh`cp -p ${path} ${`${aside}.new`} && mv -f ${`${aside}.new`} ${aside}`)
      return
    }
    await services.forget(admin, unit)
    await admin.run(sh`mv -f ${aside} ${path}`)
    await services.reload(admin)
  },
})

const placesOf = (unit: string, { services }: Pick<Tools, 'services'>) => {
  const path = services.path(unit)
  return { path, aside: `${path}.dm-ansible` }
}

async function checkAside(host: Reader, { unit, script }: Params, tools: Tools): Promise<Check> {
  const { path, aside } = placesOf(unit, tools)
  const [kept, text] = await Promise.all([host.stat(aside), host.text(path)])
  if (kept.kind !== 'missing' || !starts(text, script)) return same()
  return differs(`keep the unit of DM 1.0 as ${aside}`)
}

async function checkRestored(host: Reader, { unit }: Params, tools: Tools): Promise<Check> {
  const { path, aside } = placesOf(unit, tools)
  const [kept, status] = await Promise.all([host.stat(aside), tools.services.status(host, unit)])
  if (kept.kind === 'missing') return same()
  if (status.kind === 'running' || status.kind === 'starting')
    return blocked(`cannot put the unit ${unit} of DM 1.0 back as it has a process`, 'stop it first')
  return differs(`put ${path} of DM 1.0 back`)
}

const starts = (unit: string | null, script: string): boolean =>
  (unit ?? '').split('\n').some((line) => line.trim() === `ExecStart=${script}`)
