// What is said when a mirror cannot be trusted or not be read. Which file of it, and why, always; `E-MIRROR`.

import { DmbookError } from '../core/error.js'

interface Told {
  readonly hint?: string | undefined
  readonly cause?: unknown
}

export function mirrorError(message: string, { hint, cause }: Told = {}): DmbookError {
  return new DmbookError(message, { code: 'E-MIRROR', exit: 'refused', hint, cause })
}

/** Mirrors are at times inconsistent for hours while they are published (tidb#70526). */
export const tryLater = 'try again later, or give --mirror FOLDER with the packages and their sha256sums.txt'
