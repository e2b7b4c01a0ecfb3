// The record beside a unit: which digest of files its process was started with. One line of JSON.
// A record that cannot be read counts as none: then the process is restarted, which is always right.

import { sh } from '../core/sh.js'
import type { Reader, Writer } from '../hosts/host.js'
import type { CurrentRecord, Services } from './services.js'

/** Keeps the records of units at these paths, as this user. */
export function recordAt(
  path: (unit: string) => string,
  become: string | null,
): Pick<Services, 'current' | 'remember' | 'forget'> {
  return {
    current: async (host: Reader, unit) => parseRecord(await host.as(become).text(path(unit))),
    remember: (host: Writer, unit, { digest, bootId, seenTicks }) =>
      host.as(become).write(path(unit), `${JSON.stringify({ digest, bootId, seenTicks })}\n`, { mode: '0644' }),
    async forget(host: Writer, unit) {
      await host.as(become).run(sh`rm -f ${path(unit)}`)
    },
  }
}

function parseRecord(text: string | null): CurrentRecord | null {
  const found = text === null ? null : json(text)
  if (typeof found !== 'object' || found === null) return null
  const { digest, bootId, seenTicks } = { digest: null, bootId: null, seenTicks: null, ...found }
  if (typeof digest !== 'string' || typeof bootId !== 'string' || typeof seenTicks !== 'number') return null
  return { digest, bootId, seenTicks }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
