// Where packages come from, by who says it: the flag, what the cluster keeps, DMBOOK_MIRROR, the default of the state
// folder. Where nobody says it: TiUP's public mirror.

import type { Invocation } from '../cli/io.js'
import { readConfig } from '../state/config.js'
import type { StateFolder } from '../state/folder.js'

/** `own` is what the cluster keeps. Null is TiUP's public mirror. */
export async function chosenMirror(
  { options, settings }: Pick<Invocation, 'options' | 'settings'>,
  { own = null, state }: { readonly own?: string | null; readonly state: Pick<StateFolder, 'root'> },
): Promise<string | null> {
  const given = typeof options.mirror === 'string' ? options.mirror : null
  return given ?? own ?? settings.mirror ?? (await readConfig(state)).mirror
}
