// Keeps the sources of a DM 1.0 cluster where dm-master reads them at its first start: a directory of its own, as every
// file in it counts for a source. They hold passwords: nobody but the owner may read them.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import { count } from '../core/text.js'
import { compareAttributes, lookAtFile, together } from './file_look.js'
import { localFile } from './local_file.js'
import { blocked, defineModule, differs } from './module.js'
import { absolutePath, list, object, string } from './params.js'
import type { Tools } from './tools.js'

const one = object({
  id: string('The id of the source.'),
  file: string('Its name in the directory.'),
  src: string('Where it lies on the control machine.'),
})

const params = object({
  path: absolutePath('The directory; its parent must exist.'),
  files: list(one, 'The sources.'),
})
type Params = Static<typeof params>

export const legacySources = defineModule({
  kind: 'state',
  summary: 'Keep the sources of DM 1.0 where dm-master reads them at its first start.',
  description:
    'The directory has mode 0700, the files 0600. Files of other names are an error: they would be read too.',
  params,
  examples: [
    {
      path: '/home/tidb/deploy/dm-master-8261/v1source',
      files: [{ id: 'mysql-replica-01', file: '172.16.10.72-8262.yaml', src: '/packages/172.16.10.72-8262.yaml' }],
    },
  ],

  async check(host, { path, files }, tools) {
    const [directory, names] = await Promise.all([host.stat(path), host.list(path).catch(() => null)])
    if (directory.kind === 'missing') return differs(`create ${path} with ${count(files.length, 'source')}`)
    if (directory.kind !== 'directory') return blocked(`cannot keep sources in ${path} as it is a ${directory.kind}`)
    const strange = (names ?? []).find((name) => !files.some(({ file }) => file === name) && !isOurs(name))
    if (strange !== undefined)
      return blocked(`cannot keep sources in ${path} as dm-master would read ${strange} too`, 'take it away')
    const checks = files.map(async ({ file, src }) => {
      const [{ stat, digest }, wanted] = await Promise.all([lookAtFile(host, `${path}/${file}`), local(src, tools)])
      if (stat.kind !== 'file' || digest !== wanted.sha256) return differs(`write ${path}/${file}`)
      return compareAttributes(stat, { mode: '0600' })
    })
    return together([compareAttributes(directory, { mode: '0700' }), ...(await Promise.all(checks))])
  },

  async apply(host, { path, files }: Params, tools) {
    await host.run(sh`mkdir -p ${path} && chmod 0700 ${path}`)
    for (const { file, src } of files) await host.send(await local(src, tools), `${path}/${file}`, { mode: '0600' })
  },
})

const local = (src: string, tools: Tools) => localFile(src, tools)

/** What a write that was killed has left is taken away by the next one. */
const isOurs = (name: string): boolean => name.startsWith('.')
