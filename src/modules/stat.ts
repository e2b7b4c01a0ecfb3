// Looks at one path: whether it exists, what it is, whose it is. Does not follow a link.

import { lookAtFile } from './file_look.js'
import { defineModule } from './module.js'
import { absolutePath, boolean, object } from './params.js'

export const stat = defineModule({
  kind: 'read',
  summary: 'Look at a file or directory.',
  params: object({
    path: absolutePath('What to look at.'),
    digest: boolean('Read a file whole for its SHA-256.', { default: false }),
  }),
  results: {
    exists: 'Whether anything is there.',
    kind: 'missing, file, directory, link or other.',
    mode: 'Octal permissions with four digits, null of a link.',
    owner: 'User that owns it.',
    group: 'Group that owns it.',
    size: 'Bytes of a file.',
    target: 'Where a link points.',
    sha256: 'Of a file, where digest was asked for.',
  },
  examples: [{ path: '/etc/hostname' }, { path: '/dm-deploy/dm-master-8261/bin/dm-master/dm-master', digest: true }],

  async read(host, { path, digest }) {
    const nothing = { mode: null, owner: null, group: null, size: null, target: null, sha256: null }
    const found = digest ? await lookAtFile(host, path) : { stat: await host.stat(path), digest: null }
    return { ...nothing, exists: found.stat.kind !== 'missing', ...found.stat, sha256: found.digest }
  },
})
