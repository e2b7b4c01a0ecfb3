// One number for what a playbook says: included files are in it, comments and the places of words are not.

import { createHash } from 'node:crypto'
import type { Playbook } from '../language/playbook.js'

/** SHA-256 in hex. Equal for the same playbook wherever it lies. */
export function playbookDigest(playbook: Playbook): string {
  return createHash('sha256').update(JSON.stringify(playbook, meaning)).digest('hex')
}

function meaning(key: string, value: unknown): unknown {
  if (key === 'at' || key === 'keys' || key === 'file' || key === 'id') return undefined
  if (value instanceof Set) return [...value]
  return value instanceof Map ? [...value] : value
}
