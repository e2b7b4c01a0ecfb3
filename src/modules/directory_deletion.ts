// How a directory is deleted: never one of the system's, never across a mount point, the mark last.

import { posix } from 'node:path'
import { type Script, sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'

const systemDirectories = new Set(
  '/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /var'
    .split(' ')
    .concat(
      '/usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /var/lib /var/log /var/run /var/tmp'.split(' '),
    ),
)

interface Deletion {
  readonly path: string
  readonly mark?: string
  readonly keep?: readonly string[]
}

/** Why a directory must not be deleted, or null. Judges the real path: a parent may be a link. */
export async function refusal(host: Reader, path: string): Promise<string | null> {
  const { stdout } = await host.read(sh`cd ${path} && pwd -P && cat /proc/self/mounts`)
  const [real = path, ...mounts] = stdout.split('\n')
  if (systemDirectories.has(real) || systemDirectories.has(path)) return 'it is a directory of the system'
  if (real === host.facts.home || posix.dirname(real) === '/home') return 'it is a home directory'
  const points = mounts.map((line) => unescaped(line.split(' ')[1] ?? ''))
  const point = points.find((mount) => mount === real || mount.startsWith(`${real}/`))
  return point === undefined ? null : `something is mounted there: ${point}`
}

/** Blanks and the like stand as octal numbers in /proc/mounts. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

/** Empties it but for the mark and what is kept; the mark and the directory go last, where nothing is kept. */
export function deletion({ path, mark = '', keep = [] }: Deletion): Script {
  const spared = joined(keep.map((name) => sh`! -name ${literal(name)}`))
  return sh`set -e
cd ${path}
${sh.part(stillOurs(mark))}
find . ! -name . -prune ! -name .dmbook ${sh.part(spared)} -exec rm -rf {} +
left=$(ls -A | grep -vxF .dmbook || :)
[ -z "$left" ] || exit 0
rm -f .dmbook
cd /
rmdir ${path}`
}

/**
 * Looks at the mark once more in the very script that deletes. One that was never finished is ours as well, and so is
 * what a fence marks: a run killed just before the directory goes leaves that alone in it.
 */
const stillOurs = (mark: string): Script =>
  sh`begun='^\\.\\.dmbook\\.dmbook-|^\\.dmbook-generation-'
if [ -e .dmbook ]; then [ "$(cat .dmbook)" = ${mark} ]; else [ -z "$(ls -A | grep -vE "$begun")" ]; fi || {
  echo 'it is not ours any more' >&2
  exit 1
}`

const joined = ([first, ...others]: readonly Script[]): Script =>
  others.reduce((all, one) => sh`${sh.part(all)} ${sh.part(one)}`, first ?? sh``)

/** A name as a pattern of find that means itself. */
const literal = (name: string): string => name.replace(/[\\*?[\]]/g, '\\$&')
