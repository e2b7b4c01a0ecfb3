// What the mapping reads of an Ansible inventory, whoever read it: hosts, groups, and variables as Ansible renders them.

import type { Problem } from '../../core/error.js'
import type { Place } from '../../core/place.js'

export interface Variable {
  /** as it is written, without quotes */
  readonly text: string
  /** as Ansible writes it into a file */
  readonly rendered: string
  readonly at: Place
  readonly layer: string
  /** an unquoted # ended it in the middle of a word */
  readonly cut: boolean
  readonly shadows: readonly { readonly text: string; readonly at: Place; readonly layer: string }[]
}

export interface InventoryHost {
  readonly name: string
  readonly at: Place
  readonly groups: readonly string[]
  readonly vars: ReadonlyMap<string, Variable>
}

export interface InventoryWords {
  readonly hosts: ReadonlyMap<string, InventoryHost>
  readonly groups: ReadonlyMap<
    string,
    { readonly name: string; readonly at: Place | null; readonly hosts: readonly string[] }
  >
  readonly warnings: readonly Problem[]
}
