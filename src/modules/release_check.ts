// What a wanted state of a release means for what was found. Pure.

import { blocked, type Check, differs, same } from './module.js'
import { type FoundRelease, isConfirmed, type Slot } from './release_place.js'

interface Wanted {
  readonly dest: string
  readonly state: 'staged' | 'active' | 'confirmed' | 'undone'
  /** empty where no package is named */
  readonly digest: string
}

export function checkRelease(found: FoundRelease, want: Wanted): Check {
  if (want.state === 'staged') return staged(found, want)
  if (want.state === 'active') return active(found, want)
  return want.state === 'confirmed' ? confirmed(found.bin, want) : undone(found, want)
}

function staged({ bin, next }: FoundRelease, { dest, digest }: Wanted): Check {
  const holder = [bin, next].find(({ record }) => record?.digest === digest)
  if (!holder) return differs(`stage ${short(digest)} beside ${dest}`)
  return same({ digest, version: holder.record?.version ?? null, confirmed: isConfirmed(holder) })
}

function active({ bin, next }: FoundRelease, { dest, digest }: Wanted): Check {
  if (bin.record?.digest === digest) return same(resultOf(bin))
  if (next.record?.digest !== digest) return blocked(`cannot activate ${short(digest)} in ${dest} as it is not staged`)
  const now = bin.record ? short(bin.record.digest) : bin.exists ? 'what is there' : 'nothing'
  return differs(`${dest}: ${now} → ${short(digest)}`)
}

function confirmed(bin: Slot, { dest }: Wanted): Check {
  if (!bin.exists) return blocked(`cannot confirm the release in ${dest} as there is none`)
  return isConfirmed(bin) ? same(resultOf(bin)) : differs(`confirm ${short(bin.record?.digest ?? '')} in ${dest}`)
}

function undone({ bin, prev }: FoundRelease, { dest }: Wanted): Check {
  if (isConfirmed(bin)) return same(resultOf(bin))
  if (prev.exists) return differs(`put the last confirmed release back into ${dest}`)
  return blocked(`cannot put a release back into ${dest} as none was confirmed before`)
}

const resultOf = (slot: Slot): object => ({
  digest: slot.record?.digest ?? null,
  version: slot.record?.version ?? null,
  confirmed: isConfirmed(slot),
})

const short = (digest: string): string => digest.slice(0, 12)
