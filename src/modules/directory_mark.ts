// Marks a directory as a cluster's own, whatever it holds: how a cluster that somebody else laid down is taken over.
// The mark is one small file; nothing else in the directory, and nothing of the directory itself, is touched.

import { markFile } from './directory.js'
import { settledValue } from './file_look.js'
import { blocked, defineModule, differs, same } from './module.js'
import { absolutePath, object, string } from './params.js'

export const directoryMark = defineModule({
  kind: 'state',
  summary: 'Mark a directory that is there as a cluster’s own.',
  description:
    'Writes a file .dmbook into it. Refuses a directory that another cluster has marked, and a link. ' +
    'The module directory marks those that it makes; this one is for those that hold files already.',
  params: object({
    path: absolutePath('The directory.'),
    mark: string('The cluster it belongs to.'),
  }),
  examples: [{ path: '/dm-deploy/dm-master-8261', mark: 'f3a9c2' }],

  async check(host, { path, mark }) {
    const [stat, [text]] = await Promise.all([host.stat(path), Promise.allSettled([host.text(`${path}/${markFile}`)])])
    if (stat.kind === 'missing') return blocked(`cannot mark ${path} as it is not there`)
    if (stat.kind !== 'directory') return blocked(`cannot mark ${path} as it is a ${stat.kind}, no directory`)
    const found = settledValue(text)?.trim() ?? null
    if (found === mark) return same()
    if (found !== null) {
      return blocked(`cannot mark ${path} as it belongs to another cluster: ${found}`, 'two clusters cannot share one')
    }
    return differs(`mark ${path}`)
  },

  async apply(host, { path, mark }) {
    await host.write(`${path}/${markFile}`, `${mark}\n`, { mode: '0644' })
  },
})
