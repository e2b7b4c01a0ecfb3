// Flags as typed values.

import { DmbookError } from '../core/error.js'

/** What a flag that may be given several times holds. */
export const givenList = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** A flag's whole number; throws E-USAGE where it is none. */
export function givenNumber(value: unknown, { flag, fallback }: { flag: string; fallback: number }): number {
  if (value === undefined) return fallback
  if (/^\d{1,9}$/.test(String(value))) return Number(value)
  throw new DmbookError(`cannot read ${flag} as it is no whole number: "${value}"`, { code: 'E-USAGE', exit: 'input' })
}
