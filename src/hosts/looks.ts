// The scripts of a Reader's looks, and how their answers are read. POSIX sh and tools that coreutils and busybox share.
// "Missing" is an exit code of our own, and only said where the directories above could be searched: what may not be
// looked at is an error, never an absence. Names are NUL-terminated, as they may hold newlines.

import { type Script, sh } from '../core/sh.js'
import type { Stat } from './host.js'

/** The exit code that says: there is nothing at this path. */
export const missing = 44

/** The longest text that is read whole. */
export const longestTextBytes = 4 * 1024 * 1024

const unlessThere = (path: string): Script => sh`p=${path}
if ! [ -e "$p" ] && ! [ -L "$p" ]; then
  d=$p
  while d=\${d%/*}; [ -n "$d" ] && ! [ -e "$d" ]; do :; done
  if [ -d "$d/" ] && ! [ -x "$d/" ]; then echo "$d may not be searched" >&2; exit 1; fi
  exit ${missing}
fi`

export const statScript = (path: string): Script => sh`${sh.part(unlessThere(path))}
stat -c '%F|%a|%s|%U|%u|%G|%g' "$p" && if [ -L "$p" ]; then readlink "$p"; fi`

export const textScript = (path: string): Script => sh`${sh.part(unlessThere(path))}
[ -f "$p" ] || { echo 'it is no regular file' >&2; exit 1; }
[ "$(wc -c <"$p")" -le ${longestTextBytes} ] || { echo 'it is longer than 4 MiB' >&2; exit 1; }
cat "$p"`

export const digestScript = (path: string): Script => sh`${sh.part(unlessThere(path))}
[ -f "$p" ] || { echo 'it is no regular file' >&2; exit 1; }
${sh.part(digestOf('p'))}
echo "$digest"`

export const listScript = (path: string): Script => sh`${sh.part(unlessThere(path))}
cd "$p" && [ -r . ] || exit 1
for f in .* *; do
  case $f in . | ..) continue ;; esac
  if [ -e "$f" ] || [ -L "$f" ]; then printf '%s\\0' "$f"; fi
done`

export const parentsScript = (path: string): Script => sh`d=${path}
while d=\${d%/*}; [ -n "$d" ]; do
  [ -e "$d" ] || [ -L "$d" ] || printf '%s\\0' "$d"
done`

const named = { p: sh`"$p"`, t: sh`"$t"` } as const

/** Sets `digest` to the SHA-256 of the file that the variable names; fails where the machine has no tool for it. */
export function digestOf(variable: keyof typeof named): Script {
  const file = sh.part(named[variable])
  return sh`digest=$(sha256sum <${file} || openssl dgst -sha256 -r <${file}) || exit 1
digest=\${digest%% *}`
}

/** Reads the answer of `statScript`; null where it said missing. */
export function parseStat(answer: string | null): Stat {
  if (answer === null) return { kind: 'missing' }
  const [line = '', ...rest] = answer.split('\n')
  const [type = '', octal = '', size = '', user = '', uid = '', groupName = '', gid = ''] = line.split('|')
  const owner = user === 'UNKNOWN' ? uid : user
  const group = groupName === 'UNKNOWN' ? gid : groupName
  if (type === 'symbolic link') return { kind: 'link', target: rest.join('\n').replace(/\n$/, ''), owner, group }
  return { kind: kindOf(type), mode: octal.padStart(4, '0'), owner, group, size: Number(size) }
}

/** Splits names that each end with a NUL. */
export const parseNames = (answer: string): string[] => answer.split('\0').slice(0, -1)

function kindOf(type: string): 'file' | 'directory' | 'other' {
  if (type === 'directory') return 'directory'
  return type.startsWith('regular') ? 'file' : 'other'
}
