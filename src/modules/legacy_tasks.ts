// Brings the tasks of a dm-worker 1.0 to where DM 2.0 looks for them: dm_worker_meta in its working directory. A copy, as
// DM deletes it when it has read it; the old store stays as it is. Brought once: what is gone afterwards was read.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import { blocked, defineModule, differs, same } from './module.js'
import { absolutePath, object } from './params.js'

const params = object({
  src: absolutePath('The store of DM 1.0: a directory with one kv inside.'),
  dest: absolutePath('The working directory of the new worker.'),
})
type Params = Static<typeof params>

export const legacyTasks = defineModule({
  kind: 'state',
  summary: 'Bring a copy of the tasks of a dm-worker 1.0 to a new worker.',
  description:
    'The copy is made beside its place and renamed. A note beside it says that it was brought, so that it is not brought ' +
    'again after DM has deleted it.',
  params,
  examples: [{ src: '/home/tidb/deploy/dm_worker_meta', dest: '/home/tidb/deploy/dm-worker-8262' }],

  async check(host, { src, dest }) {
    const [note, store] = await Promise.all([host.stat(noteOf(dest)), host.stat(`${src}/kv`)])
    if (note.kind !== 'missing') return same()
    return store.kind === 'directory' ? differs(`copy ${src}`) : blocked(`cannot bring tasks as ${src}/kv is gone`)
  },

  async apply(host, want) {
    await host.run(copy(want), { timeoutMs: 600_000 })
    await host.write(noteOf(want.dest), `${want.src}\n`, { mode: '0600' })
  },
})

const noteOf = (dest: string): string => `${dest}/.dm_worker_meta.brought`

const copy = ({ src, dest }: Params) => sh`set -e
umask 077
rm -rf ${`${dest}/.dm_worker_meta.new`} ${`${dest}/dm_worker_meta`}
cp -R ${src} ${`${dest}/.dm_worker_meta.new`}
sync
mv ${`${dest}/.dm_worker_meta.new`} ${`${dest}/dm_worker_meta`}`
