// What a check found: where, and in words that follow "cannot read the topology as". Two places where two things collide.

import type { Problem } from '../../core/error.js'
import { type Place, placeText } from '../../core/place.js'
import type { ResolvedTopology } from '../instance.js'
import type { Path } from '../path.js'

export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly path: Path
  readonly message: string
  /** what it collides with */
  readonly other?: Path
  readonly hint?: string | undefined
}

export type Check = (topology: ResolvedTopology) => Finding[]

export function problemOf(finding: Finding, placeOf: (path: Path) => Place): Problem {
  const { message, path, other, hint } = finding
  const also = other ? ` (see ${placeText(placeOf(other))})` : ''
  const text = finding.severity === 'error' ? `cannot read the topology as ${message}` : message
  return { message: `${text}${also}`, at: placeOf(path), hint }
}
