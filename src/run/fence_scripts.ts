// The generation mark on a machine: one small file of the cluster, one line `NUMBER RUN`.
// A run raises it under an exclusive flock, so that scripts in flight are waited for; every script that changes the
// machine holds a shared one while it runs, and does not begin where the line is not its run's own.
// Promises nothing across a power cut of the machine: that also ends whoever could be fenced out. Where a machine has no
// flock the line is compared all the same, but scripts that have begun are not waited for. It is written over the old one,
// never emptied first: the same run raises it again while its own scripts look at it. A run that takes the login off a
// machine takes the mark along, and goes on without one: only a mark that somebody makes then fences it out.

import { type Script, sh } from '../core/sh.js'

/** `folder` null: the home of the user that logs in; else it is made, 0700. */
export interface MarkPlace {
  readonly folder: string | null
  readonly name: string
}

export type Raised =
  | { readonly kind: 'raised'; readonly path: string; readonly waits: boolean }
  | { readonly kind: 'newer'; readonly generation: number }
  | { readonly kind: 'busy' }

/** Tenths of a second for which scripts in flight are waited for. */
const turns = 600

/** Writes the line unless a newer run did. Prints what `parseRaised` reads. */
export function raiseScript({ folder, name }: MarkPlace, line: string): Script {
  return sh`${sh.part(folder === null ? homeFolder : ownFolder(folder))}
umask 022
f=$d/${name} line=${line} waits=yes turn=0
{
  if command -v flock >/dev/null; then
    until flock -n -x 9; do
      turn=$((turn + 1)); [ "$turn" -le ${turns} ] || { echo busy; exit 0; }
      sleep 0.1 2>/dev/null || { sleep 1; turn=$((turn + 9)); }
    done
  else
    waits=no
  fi
  found=; IFS= read -r found <&9
  number=\${found%% *}
  case $number in '' | *[!0-9]*) number=0 ;; esac
  if [ "$number" -ge "\${line%% *}" ] && [ "$found" != "$line" ]; then echo "newer $number"; exit 0; fi
  printf '%s\\n' "$line" 1<>"$f" && printf 'raised %s %s\\n' "$waits" "$f"
} 9<>"$f"`
}

const ownFolder = (path: string): Script => sh`d=${path}; [ -d "$d" ] || mkdir -p -m 0700 "$d" || exit`

/** As with packages: where nobody can write at home, a folder of the user's own that others cannot have made. */
const homeFolder = sh`d=$HOME
[ -d "$d" ] && [ -w "$d" ] || {
  d=/var/tmp/dmbook-$(id -u)
  mkdir -p -m 0700 "$d" && [ -O "$d" ] && ! [ -L "$d" ] || exit
}`

/** Throws where the answer is none: a script that was cut short. */
export function parseRaised(answer: string): Raised {
  const [, waits, path] = /^raised (yes|no) (\/.*)$/.exec(answer.trim()) ?? []
  if (path !== undefined) return { kind: 'raised', path, waits: waits === 'yes' }
  const [, newer] = /^newer (\d+)$/.exec(answer.trim()) ?? []
  if (newer !== undefined) return { kind: 'newer', generation: Number(newer) }
  if (answer.trim() === 'busy') return { kind: 'busy' }
  throw new TypeError(`not the answer of a raise: ${answer}`)
}

/** The exit code of a script that was not begun; the word that comes with it tells it from a script's own. */
export const fencedCode = 113

export interface Guarded {
  readonly path: string
  readonly line: string
  /** random: what nobody else can say */
  readonly word: string
  /** a script of this run took the mark along */
  readonly gone?: boolean
}

/**
 * The script, held by the mark. What the script starts does not inherit the lock. A user who may not even enter the
 * folder of the mark cannot look at it: its scripts run unguarded. A script after which the mark is gone says so.
 */
export function guarded({ path, line, word, gone = false }: Guarded, script: Script): Script {
  return sh`_mark=${path} _begun= _found=
_script() { _begun=1; ( eval ${sh.word(script)} ) 9<&-; }
_folder=\${_mark%/*}
if [ -d "$_folder" ] && ! [ -x "$_folder" ]; then _script; exit; fi
${sh.part(gone ? sh`if ! [ -e "$_mark" ]; then _script; exit; fi` : sh`:`)}
{
  ! command -v flock >/dev/null || flock -s 9
  IFS= read -r _found <&9
  if [ "$_found" = ${line} ]; then _script; fi
} 9<"$_mark"
_rc=$?
if [ -n "$_begun" ]; then
  [ -e "$_mark" ] || printf '\\n%s took it along\\n' ${word} >&2
  exit "$_rc"
fi
printf '%s %s\\n' ${word} "$_found" >&2
exit ${fencedCode}`
}

/** What a script said after which the mark was gone; null where it is still there. */
export function saidGoing({ word }: Guarded, stderr: string): string | null {
  const end = `\n${word} took it along\n`
  return stderr.endsWith(end) ? stderr.slice(0, -end.length) : null
}

/** The mark that a fenced script found (empty: none); null where the script was begun. */
export function foundInstead({ word }: Guarded, { rc, stderr }: { rc: number; stderr: string }): string | null {
  const last = stderr.trimEnd().split('\n').at(-1) ?? ''
  return rc === fencedCode && last.startsWith(word) ? last.slice(word.length).trim() : null
}

/** Takes the mark away where it is still this run's own; with it a folder that was made for it, where that is empty. */
export function removeScript({ path, line }: Omit<Guarded, 'word'>, { folder }: MarkPlace): Script {
  const remove = sh`if [ "$(head -n 1 ${path} 2>/dev/null)" = ${line} ]; then rm -f ${path}; fi`
  return folder === null ? remove : sh.lines([remove, sh`rmdir ${folder} 2>/dev/null || :`])
}
