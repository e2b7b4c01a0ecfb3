// Keeps the cluster's version in its record while an upgrade goes on and after it: what a killed upgrade left half done
// can be told, and nothing older is brought over it.

import { defineModule, differs, same } from './module.js'
import { choice, object, string } from './params.js'
import { changeRecord, recordOf } from './record_store.js'

export const clusterVersion = defineModule({
  kind: 'state',
  control: true,
  summary: "Keep the cluster's version in its record.",
  description:
    'upgrading: on its way there, the version itself stays. reached: every instance has it; packages that patch kept for ' +
    'later are forgotten, as they were made for the older one. returned: every instance has the older one again.',
  params: object({
    version: string('As v8.5.0.'),
    state: choice(['upgrading', 'reached', 'returned'], 'How far the cluster has come.'),
  }),
  examples: [{ version: 'v8.5.0', state: 'reached' }],

  async check(_host, { version, state }, tools) {
    const meta = await recordOf(tools)
    if (state === 'upgrading')
      return meta.upgrading === version ? same() : differs(`note that ${meta.name} is on its way to ${version}`)
    if (state === 'returned') {
      const back = meta.version === version && meta.upgrading === undefined && meta.previous === undefined
      return back ? same() : differs(`record ${meta.name}: back at ${version}`)
    }
    const reached = meta.version === version && meta.upgrading === undefined && meta.kept === undefined
    return reached ? same() : differs(`record ${meta.name}: ${meta.version} → ${version}`)
  },

  async apply(_host, { version, state }, tools) {
    await changeRecord(tools, (meta) => {
      if (state === 'upgrading') return { ...meta, upgrading: version }
      const { upgrading: _, kept: __, previous: ___, ...rest } = meta
      return state === 'returned' || meta.version === version
        ? { ...rest, version }
        : { ...rest, version, previous: meta.version }
    })
  },
})
