// What a run is made of. Types only.

import type { Listener, RunHead } from '../core/event.js'
import type { Inventory } from '../language/inventory.js'
import type { Catalog, Playbook, Scope } from '../language/playbook.js'
import type { Module } from '../modules/module.js'
import type { Tools } from '../modules/tools.js'
import type { Notified } from '../state/notices.js'
import type { Outline } from './outline.js'
import type { World } from './world.js'

/** `base` is what expressions see: run, groups, selected. `journal` is durable when it resolves. */
export interface RunSetup {
  readonly head: RunHead
  readonly playbook: Playbook
  readonly inventory: Inventory
  readonly outline: Outline
  readonly inputs: Scope
  readonly base: Scope
  readonly catalog: Catalog
  readonly modules: ReadonlyMap<string, Module>
  readonly world: World
  readonly tools: Pick<
    Tools,
    'services' | 'packages' | 'cluster' | 'draft' | 'dm' | 'dmctl' | 'waitTimeoutMs' | 'gather'
  >
  readonly sshTimeoutMs: number
  readonly stop: AbortSignal
  readonly abort: AbortSignal
  readonly listener: Listener
  journal(record: object): Promise<void>
  /** what the run that this one resumes left to its handlers */
  readonly notices?: readonly Notified[] | undefined
  /** path of the lock that this run holds; absent where nothing holds one */
  readonly lock?: string
  /** the command that goes on after a failure */
  readonly next: string | null
}
