// Deletes named entries directly inside a directory that carries a cluster's mark, and nothing beside them: what a process
// wrote where dmbook had laid down other things. Nothing that is mounted there goes.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { markFile } from './directory.js'
import { refusal } from './directory_deletion.js'
import { blocked, defineModule, differs, same } from './module.js'
import { absolutePath, list, object, string } from './params.js'

const params = object({
  path: absolutePath('The directory.'),
  names: list(string('A name directly inside.'), 'What goes; the mark never does.'),
  mark: string('The cluster that the directory must belong to.'),
})
type Params = Static<typeof params>

export const entriesAbsent = defineModule({
  kind: 'state',
  summary: 'Delete named entries of a directory that carries our mark.',
  description:
    'A directory without the mark, or with another one, is left as it is. So is one in which something is mounted.',
  params,
  examples: [{ path: '/dm-deploy/dm-worker-8262', names: ['relay_log', 'dumped_data.shop'], mark: 'f3a9c2' }],

  async check(host, want) {
    const there = await present(host, want)
    if (there.length === 0) return same()
    const mark = (await host.text(`${want.path}/${markFile}`))?.trim() ?? null
    if (mark !== want.mark)
      return blocked(`cannot delete in ${want.path} as it is not ours: its mark is ${mark ?? 'missing'}`)
    const reasons = await Promise.all(there.map((name) => mounted(host, `${want.path}/${name}`)))
    const why = reasons.find((reason) => reason !== null) ?? null
    return why === null ? differs(`delete ${there.join(', ')} in ${want.path}`) : blocked(`cannot delete as ${why}`)
  },

  async apply(host, want) {
    const paths = names(want).map((name) => `./${name}`)
    await host.run(
      sh`cd ${want.path} && [ "$(cat ${markFile})" = ${want.mark} ] || { echo 'it is not ours any more' >&2; exit 1; }
rm -rf -- ${paths}`,
      { doing: `delete in ${want.path}`, timeoutMs: 1_800_000 },
    )
  },
})

/** A name that leads elsewhere is none. */
const names = (want: Params): string[] =>
  want.names.filter((name) => name !== '' && name !== markFile && name !== '.' && name !== '..' && !name.includes('/'))

async function present(host: Reader, want: Params): Promise<string[]> {
  const found = (await host.list(want.path)) ?? []
  return names(want).filter((name) => found.includes(name))
}

async function mounted(host: Reader, path: string): Promise<string | null> {
  return (await host.stat(path)).kind === 'directory' ? refusal(host, path) : null
}
