// The key that opens a cluster's machines, while another takes its place: made, used, and the one before forgotten. Which
// machine knows which key is the matter of authorized_key.

import { newKeyPair } from '../hosts/ssh/key_pair.js'
import { forgetOldKey, type Rotation, rotationOf, stageKey, useNextKey } from '../state/key_rotation.js'
import { type Check, defineModule, same } from './module.js'
import { choice, object } from './params.js'
import { recordStore } from './record_store.js'

const states = ['any', 'next', 'current', 'settled'] as const

export const clusterKey = defineModule({
  kind: 'state',
  control: true,
  summary: 'Give a cluster another SSH key, step by step.',
  description:
    'any: nothing is changed, the keys are told. next: a new key lies ready; none is made while the one before is still to be removed somewhere. current: it is the ' +
    "cluster's. settled: the one before is forgotten. No private key leaves the control machine.",
  params: object({ state: choice(states, 'How far it has come.') }),
  results: {
    next: 'The public line of the key that is to come, null where none is.',
    old: 'The public line of the key that went, null where it is gone.',
  },
  examples: [{ state: 'any' }, { state: 'next' }, { state: 'current' }, { state: 'settled' }],

  async check(_host, { state }, tools) {
    return checks[state](await rotationOf(recordStore(tools).folder))
  },

  async apply(_host, { state }, tools) {
    const { folder, name } = recordStore(tools)
    if (state === 'next') await stageKey(folder, newKeyPair(`dmbook ${name}`))
    if (state === 'current') await useNextKey(folder)
    if (state === 'settled') await forgetOldKey(folder)
  },
})

const checks: Readonly<Record<(typeof states)[number], (rotation: Rotation) => Check>> = {
  any: same,
  next: (found) => (found.next === null && found.old === null ? wants('make a new key', found) : same(found)),
  current: (found) => (found.next === null ? same(found) : wants('use the new key from now on', found)),
  settled: (found) => (found.old === null ? same(found) : wants('forget the old key', found)),
}

const wants = (summary: string, result: Rotation): Check => ({ kind: 'differs', changes: [{ summary }], result })
