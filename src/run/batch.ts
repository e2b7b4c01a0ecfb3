// How a rolling play cuts its hosts into batches, and how many failures it bears. Pure arithmetic.

import { DmbookError } from '../core/error.js'
import type { Serial } from '../language/playbook.js'

/**
 * Splits hosts into the batches of a rolling play.
 * `serial` is a count, a percentage of all hosts ("25%"), or a list of these, the last repeating; null is one batch.
 * Percentages round down but never below one host. Throws E-SERIAL when it is zero or malformed.
 */
export function batches<T>(hosts: readonly T[], serial: Serial | null): T[][] {
  if (serial === null) return hosts.length === 0 ? [] : [[...hosts]]
  const sizes = (Array.isArray(serial) ? serial : [serial]).map((size) => batchSize(size, hosts.length))
  const cut: T[][] = []
  for (let start = 0; start < hosts.length; ) {
    const size = sizes[Math.min(cut.length, sizes.length - 1)] ?? hosts.length
    cut.push(hosts.slice(start, start + size))
    start += size
  }
  return cut
}

function batchSize(serial: number | string, total: number): number {
  const size = typeof serial === 'string' ? Math.max(1, portion(serial, total)) : serial
  if (Number.isInteger(size) && size > 0) return size
  throw new DmbookError(`cannot cut batches as serial must be a count from 1 or a percentage: ${serial}`, {
    code: 'E-SERIAL',
    exit: 'input',
  })
}

/** How many failed or unreachable hosts a play bears: 0 where it rolls, any number else, unless it says so itself. */
export function failureLimit(limit: number | string | null, play: { hosts: number; rolling: boolean }): number {
  if (limit === null) return play.rolling ? 0 : Number.POSITIVE_INFINITY
  return typeof limit === 'number' ? limit : portion(limit, play.hosts)
}

function portion(percentage: string, total: number): number {
  const match = /^(\d{1,3})%$/.exec(percentage)
  return match && Number(match[1]) <= 100 ? Math.floor((total * Number(match[1])) / 100) : Number.NaN
}
