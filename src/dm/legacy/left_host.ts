// A legacy cluster without processes that whoever imports it can do without: lines of the inventory that were never
// deployed, hosts that are gone. The master cannot be left out: without it there is nothing to upgrade.

import { nearest } from '../../core/text.js'
import type { Legacy } from './process.js'

/** By the names in the inventory. The text says why it cannot be. */
export function withoutHosts(legacy: Legacy, names: readonly string[]): Legacy | { readonly why: string } {
  const { processes } = legacy
  const aliases = processes.map(({ alias }) => alias)
  const unknown = names.find((name) => !aliases.includes(name))
  if (unknown !== undefined) {
    const near = nearest(unknown, aliases)
    return { why: `the inventory has no such process: ${unknown}${near ? ` (did you mean ${near}?)` : ''}` }
  }
  const left = processes.filter(({ alias }) => names.includes(alias))
  if (left.some(({ role }) => role === 'dm-master')) return { why: 'dm-master must come along' }
  const kept = processes.filter((process) => !left.includes(process))
  if (!kept.some(({ role }) => role === 'dm-worker')) return { why: 'no dm-worker would be left' }
  const said = left.map(({ role, alias, address }) => `${role} ${alias} on ${address}: left out by --leave-host`)
  return { ...legacy, processes: kept, dropped: [...legacy.dropped, ...said] }
}
