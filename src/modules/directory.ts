// Keeps one directory with the wanted owner and mode; missing parents are created the same way.
// With a mark it belongs to a cluster: a directory of somebody else is neither taken nor deleted. Only a marked directory
// is ever deleted, and its mark goes last, so that a deletion which was killed can be finished. Parents that were
// made for it carry a note: the module empty_parents takes them away.

import type { Static } from 'typebox'
import type { Reader, Stat } from '../hosts/host.js'
import { deletion, refusal } from './directory_deletion.js'
import { attributesOf, compareAttributes, settledValue } from './file_look.js'
import { makeDirectory, makeParents } from './made_parents.js'
import { blocked, type Check, defineModule, differs, same } from './module.js'
import { absolutePath, choice, list, object, octalMode, optional, string } from './params.js'

const params = object({
  path: absolutePath('Where it lies.'),
  owner: optional(string('User that owns it; the user of the task when absent.')),
  group: optional(string("Group that owns a new one; the owner's own when absent.")),
  mode: octalMode('Octal permissions.', { default: '0755' }),
  state: choice(['present', 'absent'], 'Whether it is there.', { default: 'present' }),
  mark: optional(string('The cluster it belongs to, kept in a file .dmbook inside.')),
  keep: optional(list(string('A name directly inside.'), 'With absent: what stays, and the directory with it.')),
})
type Params = Static<typeof params>

export const markFile = '.dmbook'

export const directory = defineModule({
  kind: 'state',
  early: true,
  summary: 'Keep a directory with the wanted owner and mode, or delete one that carries our mark.',
  description:
    'Never touches what lies inside. Anything else at the path is an error, not something to replace. With a mark, an ' +
    'empty directory is taken, one that holds files without the mark is refused. absent deletes everything inside, but ' +
    'only with an equal mark, and never a system directory, a mount point or a link. Missing parents are made the same ' +
    'way; with a mark they carry a note, by which empty_parents finds them.',
  params,
  examples: [
    { path: '/dm-data', owner: 'tidb', mode: '0750' },
    { path: '/dm-deploy/dm-master-8261', mark: 'f3a9c2' },
    { path: '/dm-deploy/dm-master-8261', mark: 'f3a9c2', state: 'absent', keep: ['data'] },
  ],

  async check(host, want) {
    const found = await look(host, want)
    return want.state === 'present' ? checkPresent(found, want) : checkAbsent(host, found, want)
  },

  async apply(host, want) {
    if (want.state === 'absent') {
      await host.run(deletion(want), { timeoutMs: 1_800_000 })
      return
    }
    const missing = await host.missingParents(want.path)
    if (want.mark === undefined) for (const path of missing) await host.run(makeDirectory(path, want))
    else await makeParents(host, missing, want)
    await host.run(makeDirectory(want.path, want))
    if (want.mark === undefined) return
    await host.write(`${want.path}/${markFile}`, `${want.mark}\n`, attributesOf({ ...want, mode: '0644' }))
  },
})

interface Found {
  readonly stat: Stat
  readonly names: readonly string[]
  /** null where there is none */
  readonly mark: string | null
}

/** Looks inside only where a mark counts: a directory without one may be unreadable. */
async function look(host: Reader, { path, mark, state }: Params): Promise<Found> {
  if (mark === undefined && state === 'present') return { stat: await host.stat(path), names: [], mark: null }
  const asked = [host.list(path), host.text(`${path}/${markFile}`)] as const
  const [stat, [names, text]] = await Promise.all([host.stat(path), Promise.allSettled(asked)])
  if (stat.kind !== 'directory') return { stat, names: [], mark: null }
  const inside = (settledValue(names) ?? []).filter((name) => !/^\.{1,2}dmbook/.test(name))
  return { stat, names: inside, mark: settledValue(text)?.trim() ?? null }
}

function checkPresent({ stat, names, mark }: Found, want: Params): Check {
  if (stat.kind === 'missing') return differs(`create ${want.path}`)
  if (stat.kind !== 'directory') return blocked(`cannot keep ${want.path} as a directory as it is a ${stat.kind}`)
  if (want.mark !== undefined && mark !== want.mark) {
    if (mark !== null) return blocked(`cannot use ${want.path} as it belongs to another cluster: ${mark}`)
    if (names.length > 0) return blocked(`cannot use ${want.path} as it is not empty and not ours: ${names[0]}`)
    return differs(`take the empty directory ${want.path}`)
  }
  return compareAttributes(stat, want)
}

async function checkAbsent(host: Reader, { stat, names, mark }: Found, want: Params): Promise<Check> {
  if (stat.kind === 'missing') return same()
  if (stat.kind !== 'directory') return blocked(`cannot delete ${want.path} as it is a ${stat.kind}, no directory`)
  if (want.mark === undefined) return blocked(`cannot delete ${want.path} as no mark says whose it is`)
  if (mark !== null && mark !== want.mark) {
    return blocked(`cannot delete ${want.path} as it belongs to another cluster: ${mark}`)
  }
  if (mark === null && names.length > 0) return blocked(`cannot delete ${want.path} as it carries no mark of ours`)
  if (isKept(names, want)) return same()
  const why = await refusal(host, want.path)
  return why === null ? differs(`delete ${want.path}`) : blocked(`cannot delete ${want.path} as ${why}`)
}

const isKept = (names: readonly string[], { keep = [] }: Params): boolean =>
  names.length > 0 && names.every((name) => keep.includes(name))
