// Checks begun before their task's turn. While nothing has to be changed, the tasks behind one look together with it: so
// twenty tasks that find all as it should be cost each machine three round trips and a handful of programs, not twenty.
// What was seen early counts only where nothing was begun to be changed since, on whatever machine; and only modules that
// look at files alone look early, up to the next task that is none of them or that others may build upon.

import type { Host } from '../language/inventory.js'
import type { ModuleTask, Task } from '../language/playbook.js'
import type { Check } from '../modules/module.js'
import { callOf } from './call.js'
import { type Frame, within } from './frame.js'
import type { PlayRun } from './play_run.js'
import type { Seen } from './task_run.js'

/** How many tasks look together: twice as many after each time that nothing changed, one after a change. */
const firstReach = 4
const longestReach = 32

interface Early {
  readonly seen: Seen
  /** how many changes had been begun */
  readonly effects: number
}

export class LookAhead {
  readonly #tasks: readonly Task[]
  readonly #frame: Frame
  readonly #play: PlayRun
  readonly #early = new Map<Task, Early>()
  #reach = firstReach
  #effects: number

  constructor(tasks: readonly Task[], { frame, play }: { readonly frame: Frame; readonly play: PlayRun }) {
    this.#tasks = tasks
    this.#frame = frame
    this.#play = play
    this.#effects = play.context.participants.effects
  }

  /** What the hosts' checks of the next task say; begins those of the tasks behind it. Empty where it looks in its turn. */
  at(index: number, hosts: readonly Host[]): Seen | undefined {
    const { effects } = this.#play.context.participants
    const task = this.#tasks[index]
    const early = task && this.#early.get(task)
    if (early?.effects === effects) return early.seen
    const together = this.#together(index)
    if (!task || together.length < 2) return undefined
    for (const each of together) this.#early.set(each, { seen: this.#look(each, hosts), effects })
    return this.#early.get(task)?.seen
  }

  /** The tasks that may look now, the one whose turn it is first. */
  #together(index: number): ModuleTask[] {
    const { effects } = this.#play.context.participants
    const changed = effects !== this.#effects
    this.#effects = effects
    const tasks: ModuleTask[] = []
    for (const task of this.#tasks.slice(index, index + (changed ? 1 : this.#reach))) {
      if (!this.#looksEarly(task)) break
      tasks.push(task)
      if (task.register) break
    }
    this.#reach = changed ? 2 : Math.min(this.#reach * 2, longestReach)
    return tasks
  }

  #looksEarly(task: Task): task is ModuleTask {
    if (task.kind !== 'module' || task.runOnce || task.on === 'control') return false
    if (task.loop || task.until || task.retries || task.timeout) return false
    const module = this.#play.context.modules.get(task.module)
    return module?.kind === 'state' && module.early === true
  }

  #look(task: ModuleTask, hosts: readonly Host[]): Seen {
    const play = this.#play
    const frame = within(this.#frame, task)
    const ref = play.context.taskRef(task, play.taskName(task, hosts, frame))
    const seen = new Map<string, Promise<Check>>()
    for (const host of hosts) {
      if (play.holds(task, host, frame).kind !== 'yes') continue
      const check = this.#check({ task, frame, play, ref }, host)
      check.catch(() => {})
      seen.set(host.id, check)
    }
    return seen
  }

  async #check(run: Parameters<typeof callOf>[0], host: Host): Promise<Check> {
    const { module, params, host: machine, tools } = callOf(run, host)
    if (module.kind !== 'state') throw new TypeError(`${run.task.module} keeps no state`)
    return module.check(machine, params, tools)
  }
}
