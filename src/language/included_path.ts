// Where an included file lies: beside the file that names it. Paths use / everywhere.

import { posix } from 'node:path'

/** `parts/swap.yaml` as `playbooks/patch.yaml` names it: `playbooks/parts/swap.yaml`. */
export function includedPath(from: string, name: string): string {
  return posix.isAbsolute(name) ? posix.normalize(name) : posix.join(posix.dirname(from), name)
}
