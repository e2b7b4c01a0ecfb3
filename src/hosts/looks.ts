// The scripts of a Reader's looks, and how their answers are read. POSIX sh and tools that coreutils and busybox share.
// "Missing" is only said where the directories above could be searched: what may not be looked at is an error, never an
// absence. It is an exit code of our own; where one script looks at many paths, which is cheaper than many programs, it is
// a word for each. Names are NUL-terminated, as they may hold newlines.

import { type Script, sh } from '../core/sh.js'
import type { Looked, Stat } from './host.js'

/** The exit code that says: there is nothing at this path. */
export const missing = 44

/** The longest text that is read whole. */
export const longestTextBytes = 4 * 1024 * 1024

const searchable = sh`searchable() {
  d=$p
  while d=\${d%/*}; [ -n "$d" ] && ! [ -e "$d" ]; do :; done
  ! [ -d "$d/" ] || [ -x "$d/" ]
}`

const unlessThere = (path: string): Script => sh`${sh.part(searchable)}
p=${path}
if ! [ -e "$p" ] && ! [ -L "$p" ]; then
  searchable || { echo "$d may not be searched" >&2; exit 1; }
  exit ${missing}
fi`

/** One word for each path (= there, > a link and its target, - missing, ! why not), then `program` over what is there. */
const lookAtAll = (paths: readonly string[], { refuse, program }: { refuse: Script; program: Script }): Script =>
  sh`${sh.part(searchable)}
set -- ${paths}; n=$#
for p do
  if ${sh.part(refuse)}
  elif [ -L "$p" ]; then printf '>'; readlink "$p"; printf '\\0'; set -- "$@" "$p"
  elif [ -e "$p" ]; then printf '=\\0'; set -- "$@" "$p"
  elif searchable; then printf '%s\\0' -
  else printf '!%s may not be searched\\0' "$d"
  fi
done
shift "$n"; [ $# -eq 0 ] || ${sh.part(program)}`

/** A look that one script takes at many paths; `line` is how the program's line for a path begins. */
export interface ManyLook {
  readonly script: (paths: readonly string[]) => Script
  readonly line: RegExp
}

/** The last part changes with whatever changes the file, its content too. */
export const statOf = sh`stat -c '%F|%a|%s|%U|%u|%G|%g|%d %i %s %y %z'`

export const statLook: ManyLook = {
  script: (paths) => lookAtAll(paths, { refuse: sh`false; then :`, program: sh`exec ${sh.part(statOf)} "$@"` }),
  line: /^[a-z -]+\|/,
}

export const digestLook: ManyLook = {
  script: (paths) =>
    lookAtAll(paths, {
      refuse: sh`! [ -f "$p" ] && { [ -e "$p" ] || [ -L "$p" ]; }; then printf '!it is no regular file\\0'`,
      program: sh`{ ! command -v sha256sum >/dev/null || exec sha256sum "$@"; exec openssl dgst -sha256 -r "$@"; }`,
    }),
  line: /^\\?[0-9a-f]{64} /,
}

export const textScript = (path: string): Script => sh`${sh.part(unlessThere(path))}
[ -f "$p" ] || { echo 'it is no regular file' >&2; exit 1; }
[ "$(wc -c <"$p")" -le ${longestTextBytes} ] || { echo 'it is longer than 4 MiB' >&2; exit 1; }
cat "$p"`

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

/** Reads the answer for so many paths; null where not each has one: a path came or went meanwhile. */
export function parseLooked(answer: string, count: number, { line }: Pick<ManyLook, 'line'>): Looked[] | null {
  const words = answer.split('\0')
  const lines = words
    .splice(count)
    .join('\0')
    .split('\n')
    .filter((each) => line.test(each))
  const there = words.filter((word) => /^[=>]/.test(word)).length
  if (words.length !== count || !words.every((word) => /^[=>!-]/.test(word)) || lines.length !== there) return null
  return words.map((word): Looked => {
    const text = word.slice(1)
    if (word.startsWith('-')) return { kind: 'missing' }
    if (word.startsWith('!')) return { kind: 'refused', why: text }
    return { kind: 'there', line: lines.shift() ?? '', target: word.startsWith('>') ? text.replace(/\n$/, '') : null }
  })
}

/** Of what `statLook` found at one path. */
export function parseStat(looked: Looked): Stat {
  if (looked.kind !== 'there') return { kind: 'missing' }
  const [type = '', octal = '', size = '', user = '', uid = '', groupName = '', gid = ''] = looked.line.split('|')
  const owner = user === 'UNKNOWN' ? uid : user
  const group = groupName === 'UNKNOWN' ? gid : groupName
  if (type === 'symbolic link') return { kind: 'link', target: looked.target ?? '', owner, group }
  return { kind: kindOf(type), mode: octal.padStart(4, '0'), owner, group, size: Number(size) }
}

/** Of a line that `statOf` says: the same only where it is the same file, untouched. */
export const identityIn = (line: string): string => line.trim().split('|')[7] ?? ''

/** Of what `digestLook` found at one path; null where there is nothing. */
export const parseDigest = (looked: Looked): string | null =>
  looked.kind === 'there' ? (/[0-9a-f]{64}/.exec(looked.line)?.[0] ?? null) : null

/** Splits names that each end with a NUL. */
export const parseNames = (answer: string): string[] => answer.split('\0').slice(0, -1)

function kindOf(type: string): 'file' | 'directory' | 'other' {
  if (type === 'directory') return 'directory'
  return type.startsWith('regular') ? 'file' : 'other'
}
