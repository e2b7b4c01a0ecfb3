// Whether dm-master will reach the upstreams: it asks each at its first start, and where one is silent it begins again for
// ever. One whose machine answers is only down: it may come up.

import { hostPort } from '../host_address.js'
import type { Findings } from './findings.js'
import type { Seen } from './seen.js'

export function upstreamFindings(seen: readonly Seen[], { errors, warnings }: Findings): void {
  const master = seen.find(({ process }) => process.role === 'dm-master')
  if (!master) return
  const { silent, refused } = master.look.upstreams
  for (const one of seen) {
    const { process, source } = one
    if (source === null) continue
    const address = addressOf(source.config.from)
    const of = `${address}, the upstream of ${source.id}`
    if (silent.includes(address))
      errors.push({
        message: `cannot import as no TCP gets through from ${master.process.address}, where dm-master will be, to ${of}`,
        at: process.at,
        hint: 'open the way first; --no-check-upstreams imports without: dm-master then tries until it is open',
      })
    if (refused.includes(address))
      warnings.push({ message: `nobody listens on ${of}: it must be up when DM starts`, at: process.at })
  }
}

function addressOf(from: unknown): string {
  if (typeof from !== 'object' || from === null || !('host' in from) || !('port' in from)) return ''
  return hostPort(String(from.host), Number(from.port))
}
