// The script that puts a file into place: a temporary file beside it, synced, with its owner and mode, then renamed.
// Killed at any instant it leaves the old file or the new one; the temporary file goes with the next write of that file.
// The content comes from a here-document (the shell has it whole before it starts) or from stdin, where a connection
// that breaks looks like the end: hence the digest is compared before the rename.

import { posix } from 'node:path'
import { type Script, sh } from '../core/sh.js'
import type { Attributes } from './host.js'
import { digestOf, statOf } from './looks.js'

/** The longest text that travels inside a script; bash reads scripts byte by byte. */
export const longestInlineBytes = 16 * 1024

export interface Replacement {
  readonly path: string
  readonly attributes: Attributes
  /** hex, not to be foreseen: a part of the temporary file's name; begins with the connection's mark */
  readonly token: string
  readonly mark: string
}

/** Whether a here-document carries this content. */
export const fitsInline = (content: string | Buffer): content is string =>
  typeof content === 'string' && !content.includes('\0') && Buffer.byteLength(content) <= longestInlineBytes

/** Replaces the file by this text, which `fitsInline`. */
export const replaceByText = (want: Replacement, text: string): Script => replace(want, fillByText(want, text))

/** A here-document ends with a newline; where the text does not, the file is cut behind it. */
function fillByText({ token }: Replacement, text: string): Script {
  const whole = text === '' || text.endsWith('\n')
  const end = `END${token}`
  if (whole) return sh`{ ${sh.part(store)} ${sh.text(text, end)}\n} || fail`
  return sh`{ dd bs=65536 status=none >"$t" ${sh.text(`${text}\n`, end)}\n} || fail
dd bs=1 seek=${Buffer.byteLength(text)} conv=fsync status=none of="$t" </dev/null || fail`
}

/** The same, but where a regular file holds the text already, only owner and mode are set. */
export const bringText = (want: Replacement, text: string, sha256: string): Script => sh`p=${want.path}
if [ -f "$p" ] && ! [ -L "$p" ]; then
  ${sh.part(digestOf('p'))}
  if [ "$digest" = ${sha256} ]; then
    ${sh.part(setAttributes(want.path, want.attributes))}
    exit
  fi
fi
${sh.part(replaceByText(want, text))}`

/**
 * Replaces the file by what comes on stdin, if that has the digest. Nobody may be left to hear why not: first it tidies.
 * Says what lies there then, as `statOf` does.
 */
export const replaceByStdin = (want: Replacement, sha256: string): Script =>
  sh`${sh.part(
    replace(
      want,
      sh`{ ${sh.part(store)}; } || fail
${sh.part(digestOf('t'))}
[ "$digest" = ${sha256} ] || { rm -f "$t"; echo 'the content did not arrive whole' >&2; fail; }`,
    ),
  )}
${sh.part(statOf)} "$p"`

/** Sets owner and mode of a file whose content is right already; of the file itself, not of what a link points at. */
export const setAttributes = (path: string, attributes: Attributes): Script => sh`t=${path}
fail() { exit 1; }
[ -f "$t" ] && ! [ -L "$t" ] || { echo 'it is no regular file' >&2; fail; }
${sh.part(own(attributes))}`

/** fsync without a `sync` that takes files: busybox often has none. The redirection refuses a file that exists. */
const store = sh`dd bs=65536 conv=fsync status=none >"$t"`

function replace({ path, attributes, token, mark }: Replacement, fill: Script): Script {
  const directory = posix.dirname(path)
  const prefix = `${directory === '/' ? '' : directory}/.${posix.basename(path)}.dmbook-`
  return sh`p=${path} t=${prefix + token}
umask 077; set -C
fail() { rm -f "$t"; exit 1; }
[ -d "$p" ] && { echo 'it is a directory' >&2; exit 1; }
for old in ${prefix}*; do case $old in ${prefix + mark}*) ;; *) [ -f "$old" ] && rm -f "$old" ;; esac; done
${sh.part(fill)}
${sh.part(own(attributes))}
mv -f "$t" "$p" || fail
sync ${directory} 2>/dev/null || :`
}

function own({ mode, owner, group }: Attributes): Script {
  const chmod = sh`chmod ${mode} "$t" || fail`
  if (owner === undefined && group === undefined) return chmod
  const names = group === undefined ? (owner ?? '') : `${owner ?? ''}:${group}`
  return sh.lines([sh`chown ${names} "$t" || fail`, chmod])
}
