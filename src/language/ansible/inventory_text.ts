// What one file of an inventory says, whatever its form: groups as they stand, hosts named in them, variables, children.
// A group may be described in several places; what is said later is added.

import type { Place } from '../../core/place.js'
import type { Variable } from './variable.js'

/** Where a host is named, and the variables that stand there. */
export interface HostMention {
  readonly name: string
  readonly at: Place
  /** of `name:22`: counts only where the host is named first */
  readonly port: number | null
  readonly vars: readonly Variable[]
}

export interface ChildMention {
  readonly name: string
  readonly at: Place
}

export interface GroupText {
  readonly name: string
  readonly at: Place
  /** false: only its variables stand here, and it must be declared elsewhere */
  readonly declares: boolean
  readonly vars: readonly Variable[]
  readonly hosts: readonly HostMention[]
  readonly children: readonly ChildMention[]
}
