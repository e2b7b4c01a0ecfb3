// What one check finds in a text, as lines: severity, path, message.

import type { Check } from '../../../src/dm/checks/finding.js'
import { pathText } from '../../../src/dm/path.js'
import { resolveTopology } from '../../../src/dm/resolve.js'
import { parseTopology } from '../../../src/dm/topology.js'
import { tiup } from '../clusters.js'

export function findingsOf(check: Check, text: string): string[] {
  const { topology } = parseTopology({ file: 'topology.yaml', text }, { mode: 'stored' })
  return check(resolveTopology(topology, { base: tiup })).map(
    ({ severity, path, other, message }) =>
      `${severity} ${pathText(path)}${other ? ` (${pathText(other)})` : ''}: ${message}`,
  )
}
