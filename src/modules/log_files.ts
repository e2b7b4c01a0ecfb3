// Empties a directory of logs. A file that a process writes to is cut to nothing and goes on being written; the others,
// which were rotated away, are removed. Only regular files named *.log directly inside are touched.

import type { Static } from 'typebox'
import { type Script, sh } from '../core/sh.js'
import { count } from '../core/text.js'
import type { Reader } from '../hosts/host.js'
import { type Check, defineModule, differs, same } from './module.js'
import { absolutePath, object } from './params.js'

const params = object({ path: absolutePath('The directory.') })
type Params = Static<typeof params>

export const logFiles = defineModule({
  kind: 'action',
  summary: 'Empty a directory of logs, whether or not their process runs.',
  description: 'What a process writes meanwhile stays. A file of another user counts as written to.',
  params,
  results: { removed: 'How many files were removed.', emptied: 'How many were cut to nothing.' },
  examples: [{ path: '/dm-deploy/dm-worker-8262/log' }],

  async foresee(host, want) {
    return foreseen(await found(host, want), want)
  },

  async act(host, want) {
    const before = await found(host, want)
    if (before.length > 0) await host.run(cleaning(want.path), { doing: `clean ${want.path}`, timeoutMs: 300_000 })
    const check = foreseen(before, want)
    const result = {
      removed: before.filter(({ open }) => !open).length,
      emptied: before.filter(({ open }) => open).length,
    }
    return check.kind === 'differs' ? { changed: true, changes: check.changes, result } : { changed: false, result }
  },
})

interface Log {
  readonly open: boolean
  readonly bytes: number
}

/** Those that there is something to do about. */
async function found(host: Reader, { path }: Params): Promise<Log[]> {
  const { stdout } = await host.read(sh`${sh.part(eachLog(path))}
for f in *.log; do is_log "$f" && echo "$(state "$f") $(wc -c <"$f")"; done; :`)
  const lines = stdout.split('\n').filter((line) => line !== '')
  const logs = lines.map((line) => ({ open: line.startsWith('open'), bytes: Number(line.split(' ')[1]) }))
  return logs.filter(({ open, bytes }) => !open || bytes > 0)
}

function foreseen(logs: readonly Log[], { path }: Params): Check {
  if (logs.length === 0) return same({ removed: 0, emptied: 0 })
  const mib = (logs.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 / 1024).toFixed(1)
  const open = logs.filter((log) => log.open).length
  return differs(`remove ${count(logs.length - open, 'log file')} of ${path}, empty ${open} (${mib} MiB)`)
}

const cleaning = (path: string): Script => sh`${sh.part(eachLog(path))}
for f in *.log; do
  is_log "$f" || continue
  if [ "$(state "$f")" = open ]; then : >"$f" || exit 1; else rm -f -- "$f" || exit 1; fi
done`

/** Works inside the directory: links of open files are asked of /proc once, by their real path. */
const eachLog = (path: string): Script => sh`cd ${path} 2>/dev/null || exit 0
here=$(pwd -P)
written=$(ls -l /proc/[0-9]*/fd 2>/dev/null | sed -n 's/^.* -> //p' | sort -u)
is_log() { [ -f "$1" ] && [ ! -L "$1" ]; }
state() {
  if [ ! -O "$1" ] || printf '%s\\n' "$written" | grep -qxF -e "$here/$1"; then echo open; else echo closed; fi
}`
