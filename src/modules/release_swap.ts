// The renames that take a staged release into use, and put the last confirmed one back. Each step leaves directories that
// the next run understands; what is deleted is renamed away first.

import { type Script, sh } from '../core/sh.js'
import type { Writer } from '../hosts/host.js'
import type { Services } from '../services/services.js'
import { type FoundRelease, isConfirmed, type Place, recordFile, recordText } from './release_place.js'

interface Swap {
  readonly place: Place
  readonly found: FoundRelease
  readonly units: readonly string[]
  readonly services: Services
}

/** A confirmed bin becomes .bin.prev; one that never served is dropped, and .bin.prev stays. */
export async function activate(host: Writer, { place, found, ...users }: Swap): Promise<void> {
  const { bin, next, prev } = place
  await forgetProcesses(host, users)
  if (!found.bin.exists) await host.run(sh`mv ${next} ${bin}`)
  else if (!isConfirmed(found.bin)) await host.run(replaceBy(place, next))
  else
    await host.run(sh`set -e
${sh.part(moveAway(place, prev))}
mv ${bin} ${prev}
mv ${next} ${bin}
rm -rf ${place.drop}`)
}

export async function undo(host: Writer, { place, found, ...users }: Swap): Promise<void> {
  await forgetProcesses(host, users)
  if (found.bin.exists) await host.run(replaceBy(place, place.prev))
  else await host.run(sh`mv ${place.prev} ${place.bin}`)
}

export async function confirm(host: Writer, { place, found }: Swap): Promise<void> {
  const { record } = found.bin
  if (record === null) return
  await host.write(recordFile(place.bin), recordText({ ...record, confirmed: true }), { mode: '0644' })
}

/** So that `service: current` starts what comes anew, whatever it knew. */
async function forgetProcesses(host: Writer, { units, services }: Pick<Swap, 'units' | 'services'>): Promise<void> {
  const admin = host.as(services.become)
  for (const unit of units) await services.forget(admin, unit)
}

const replaceBy = (place: Place, other: string): Script => sh`set -e
${sh.part(moveAway(place, place.bin))}
mv ${other} ${place.bin}
rm -rf ${place.drop}`

const moveAway = ({ drop }: Place, path: string): Script => sh`rm -rf ${drop}
[ ! -e ${path} ] || mv ${path} ${drop}`
