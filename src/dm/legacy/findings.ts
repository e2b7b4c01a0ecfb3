// What reading a legacy cluster finds on its way: errors end it, warnings are shown.

import type { Problem } from '../../core/error.js'

export interface Findings {
  readonly errors: Problem[]
  readonly warnings: Problem[]
}
