// Directories above a cluster's own that were missing: made with a note inside, removed again when the last thing in
// them goes. A parent without the note was there before, and stays.

import { type Script, sh } from '../core/sh.js'
import type { Reader, Writer } from '../hosts/host.js'

/** In parents that dmbook made. */
export const parentNote = '.dmbook-parent'

interface Owned {
  readonly mode: string
  readonly owner?: string
  readonly group?: string
}

/** With the owner's own group where none is wanted. */
export const makeDirectory = (path: string, owned: Owned): Script => sh`${sh.part(install(owned))} ${path}`

function install({ mode, owner, group }: Owned): Script {
  if (owner === undefined || group !== undefined)
    return sh`install -d -m ${mode} ${sh.flag('-o', owner)} ${sh.flag('-g', group)}`
  return sh`group=$(id -gn ${owner}) && install -d -m ${mode} -o ${owner} -g "$group"`
}

/** Outermost first. */
export async function makeParents(host: Writer, paths: readonly string[], owned: Owned): Promise<void> {
  for (const path of paths) await host.run(makeParent(path, owned), { doing: `make ${path}` })
}

/** Made beside and renamed, so that none is ever there without its note; another process may be faster. */
const makeParent = (path: string, owned: Owned): Script => sh`p=${path}; t=$p.dmbook-$$
[ ! -d "$p" ] || exit 0
rm -rf "$t"
${sh.part(install(owned))} "$t" && : >"$t/${sh.part(note)}" || exit 1
mv -T "$t" "$p" 2>/dev/null || { rm -rf "$t"; [ -d "$p" ]; }`

const note = sh`.dmbook-parent`

/** The innermost directory above each path that dmbook made and that stands empty. */
export async function emptyParents(host: Reader, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return []
  const { stdout } = await host.read(sh`${sh.part(isEmpty)}
for p in ${paths}; do
  d=$(dirname "$p")
  if is_empty; then printf '%s\\0' "$d"; fi
done`)
  return [...new Set(stdout.split('\0').slice(0, -1))]
}

const isEmpty = sh`is_empty() { [ -f "$d/${sh.part(note)}" ] && [ -z "$(ls -A "$d" | grep -vxF ${parentNote})" ]; }`

/** Removes those above the paths that stand empty; one that is used again meanwhile gets its note back. */
export const removeEmptyParents = (paths: readonly string[]): Script => sh`${sh.part(isEmpty)}
for p in ${paths}; do
  d=$(dirname "$p")
  while is_empty; do
    rm -f "$d/${sh.part(note)}"
    rmdir "$d" 2>/dev/null || { [ ! -d "$d" ] || : >"$d/${sh.part(note)}"; break; }
    d=$(dirname "$d")
  done
done`
