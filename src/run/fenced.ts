// DM as a run may change it: what changes something asks first whether the run still owns the cluster. It stands around
// the API and the client, so that no module can forget it.

import type { DmApi } from '../hosts/dm_api.js'
import type { DmctlOf } from '../hosts/dmctl.js'

type Check = () => Promise<void>

export function fencedDm(dm: DmApi, check: Check): DmApi {
  const after =
    <Words extends readonly unknown[]>(change: (...words: Words) => Promise<void>) =>
    async (...words: Words): Promise<void> => {
      await check()
      await change(...words)
    }
  return {
    ...dm,
    offline: after(dm.offline),
    evict: after(dm.evict),
    cancelEvict: after(dm.cancelEvict),
    operateTask: after(dm.operateTask),
  }
}

/** Every call: a word tells nobody whether it changes something. */
export const fencedDmctl =
  (dmctlOf: DmctlOf, check: Check): DmctlOf =>
  async (version) => {
    const dmctl = await dmctlOf(version)
    return {
      ...dmctl,
      async call(words) {
        await check()
        return dmctl.call(words)
      },
    }
  }
