// Keeps one file of sudo's rules. visudo judges the new text before it takes the old one's place: a broken file there
// would take sudo away from everybody.

import type { Static } from 'typebox'
import { type Script, sh } from '../core/sh.js'
import { compareText } from './file_look.js'
import { anyExit, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { absolutePath, choice, list, object, optional, string } from './params.js'

const params = object({
  name: string('Name of the file: letters, digits, - and _, as sudo reads no others.'),
  lines: optional(list(string('A line.'), 'Its whole content.')),
  state: choice(['present', 'absent'], 'Whether it is there.', { default: 'present' }),
  folder: absolutePath('Where sudo reads such files.', { default: '/etc/sudoers.d' }),
})
type Params = Static<typeof params>

export const sudoers = defineModule({
  kind: 'state',
  summary: "Keep a file of sudo's rules, judged by visudo.",
  description: 'Root’s own, 0440. Written beside, judged, then renamed. Needs root.',
  params,
  examples: [
    { name: 'dmbook-f3a9c2', lines: ['tidb ALL=(ALL) NOPASSWD:ALL'] },
    { name: 'dmbook-f3a9c2', state: 'absent' },
  ],

  async check(host, want) {
    const path = pathOf(want)
    if (want.state === 'present') return compareText(host, { path, text: textOf(want), ...attributes })
    const { kind } = await host.stat(path)
    return kind === 'missing' ? same() : absence(path, kind)
  },

  async apply(host, want) {
    const path = pathOf(want)
    if (want.state === 'absent') {
      await host.run(sh`rm -f ${path}`)
      return
    }
    // sudo skips names that hold a dot
    const beside = `${path}.dmbook`
    await host.write(beside, textOf(want), attributes)
    const { rc, stdout, stderr } = await host.run(judge(beside, path), { accept: anyExit, doing: `write ${path}` })
    if (rc === 0) return
    const detail = `${stdout}${stderr}`.trim()
    throw new ModuleError(`cannot put ${path} into place as visudo refuses it`, { detail })
  },
})

const attributes = { mode: '0440', owner: 'root', group: 'root' }

const absence = (path: string, kind: string): Check =>
  kind === 'directory'
    ? { kind: 'blocked', why: `cannot remove ${path} as it is a directory` }
    : differs(`remove ${path}`)

function pathOf({ name, folder }: Params): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(name)) return `${folder}/${name}`
  throw new ModuleError(`cannot keep sudo's rules as sudo would not read a file of this name: ${JSON.stringify(name)}`)
}

function textOf({ name, lines = [] }: Params): string {
  const broken = lines.find((line) => /\p{Cc}/u.test(line))
  if (broken === undefined && lines.length > 0) return `${lines.join('\n')}\n`
  const why = broken === undefined ? 'no line is given' : `a line holds a control character: ${JSON.stringify(broken)}`
  throw new ModuleError(`cannot keep sudo's rules ${name} as ${why}`)
}

const judge = (beside: string, path: string): Script => sh`PATH=$PATH:/usr/sbin:/sbin
visudo -c -q -f ${beside}; rc=$?
[ "$rc" = 0 ] || { visudo -c -f ${beside}; rm -f ${beside}; exit 1; }
mv -f ${beside} ${path}`
