// One module task while it runs over its hosts. Types only.

import type { Outcome, TaskRef } from '../core/event.js'
import type { ModuleTask } from '../language/playbook.js'
import type { Check } from '../modules/module.js'
import type { Frame } from './frame.js'
import type { PlayRun, Troubles } from './play_run.js'

export interface TaskRun {
  readonly task: ModuleTask
  readonly frame: Frame
  readonly play: PlayRun
  readonly ref: TaskRef
  readonly troubles: Troubles
  /** what the hosts' own checks have said already */
  readonly seen?: Seen | undefined
}

/** From a host's id to the check of a state module that was begun early. */
export type Seen = ReadonlyMap<string, Promise<Check>>

/** How it ended on a host, and what its register holds. */
export interface Ended {
  readonly outcome: Outcome
  readonly register: unknown
}
