// A unit's name stands in paths and commands on machines: only what systemd takes unescaped is one.

import { DmbookError } from '../core/error.js'

/** The name as it is; throws where it is none. */
export function unitName(unit: string): string {
  if (/^\w[\w@.:-]*$/.test(unit)) return unit
  throw new DmbookError(
    `cannot use ${JSON.stringify(unit)} as a unit as only letters, digits and @ . : - _ may be in it`,
    {
      code: 'E-UNIT',
      exit: 'input',
    },
  )
}
