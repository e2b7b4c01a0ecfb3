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
  return sh`install -d -m ${mode} -o ${owner} -g "$(id -gn ${owner})"`
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

/** Whether a parent that dmbook made stands empty. */
export async function hasEmptyParent(host: Reader, path: string): Promise<boolean> {
  const { stdout } = await host.read(sh`${sh.part(emptyParent(path))}
if is_empty; then echo yes; fi`)
  return stdout !== ''
}

const emptyParent = (path: string): Script => sh`d=$(dirname ${path})
is_empty() { [ -f "$d/${sh.part(note)}" ] && [ -z "$(ls -A "$d" | grep -vxF ${parentNote})" ]; }`

/** Removes those above a path that stand empty; one that is used again meanwhile gets its note back. */
export const removeEmptyParents = (path: string): Script => sh`${sh.part(emptyParent(path))}
while is_empty; do
  rm -f "$d/${sh.part(note)}"
  rmdir "$d" 2>/dev/null || { [ ! -d "$d" ] || : >"$d/${sh.part(note)}"; break; }
  d=$(dirname "$d")
done`
