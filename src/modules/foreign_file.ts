// A file that somebody else wrote: `tiup dm`, before its cluster was adopted. Where it says what is wanted it stays as it
// is, bytes, owner and mode, so that adopting a cluster restarts nothing. What dmbook wrote is compared byte by byte.

import { difference } from '../dm/forms/difference.js'
import { type Form, meaningText } from '../dm/forms/meaning.js'
import type { Stat } from '../hosts/host.js'
import { type Check, differs, same } from './module.js'

/** Every template of dmbook says so at its top. */
const ours = /^(?:.*\n){0,2}.*Written by dmbook/

interface Compared {
  readonly path: string
  readonly form: Form
  readonly found: string
  readonly wanted: string
}

/** Null where only the bytes can tell: the file is ours, or does more than files of its form. */
export function compareForeign({ path, form, found, wanted }: Compared): Check | null {
  if (ours.test(found)) return null
  const compared = difference(form, { found, wanted })
  if (compared.kind === 'unreadable') return null
  if (compared.kind === 'same') return same()
  const [before, after] = [compared.found, compared.wanted].map(meaningText)
  return differs({ summary: `change ${path}`, diff: { path, before: before ?? '', after: after ?? '' } })
}

/** Its mode is nobody's wish, unless others may write to it, or its owner may not start what is to be started. */
export function keepsMode(stat: Stat, wanted: string): boolean {
  if (!('mode' in stat)) return false
  const [found, mode] = [stat.mode, wanted].map((text) => Number.parseInt(text, 8))
  return found !== undefined && mode !== undefined && (found & 0o022) === 0 && (mode & ~found & 0o100) === 0
}
