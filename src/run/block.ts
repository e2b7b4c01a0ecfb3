// A block: its tasks, then the rescue for hosts that failed in them, then always, whatever happened.
// A host out of reach is neither rescued nor cleaned up on; tasks on the control machine still are.

import type { TaskRef } from '../core/event.js'
import type { Host } from '../language/inventory.js'
import type { BlockTask, Task } from '../language/playbook.js'
import type { Frame } from './frame.js'
import type { PlayRun, Troubles } from './play_run.js'

interface BlockRun {
  readonly frame: Frame
  readonly play: PlayRun
  readonly ref: TaskRef
}

/** Gives the hosts that are still failed after the rescue, or that failed in `always`. */
export async function runBlock(task: BlockTask, hosts: readonly Host[], run: BlockRun): Promise<Troubles> {
  const sheltered = run.frame.sheltered || task.rescue.length > 0
  const failed = await run.play.run(task.block, hosts, { ...run.frame, sheltered })
  const left = await rescue(task, hosts, { ...run, failed })
  await cleanUp(task, hosts, { ...run, left })
  return left
}

async function rescue(
  task: BlockTask,
  hosts: readonly Host[],
  run: BlockRun & { failed: Troubles },
): Promise<Troubles> {
  const { failed, frame, play, ref } = run
  if (task.rescue.length === 0 || play.context.mode === 'plan' || play.context.fenced()) return failed
  const fallen = hosts.filter((host) => failed.get(host.id)?.kind === 'failed')
  const error = new Map(frame.error)
  for (const host of fallen) error.set(host.id, errorValue(failed, host))
  const again = await play.run(task.rescue, fallen, { ...frame, error, cleaning: true })
  const left: Troubles = new Map([...failed].filter(([, trouble]) => trouble.kind === 'unreachable'))
  for (const host of fallen) {
    const second = again.get(host.id)
    const first = failed.get(host.id)
    if (second) left.set(host.id, second)
    else if (first) play.rescued(ref, host, first)
  }
  return left
}

function errorValue(failed: Troubles, host: Host): object {
  const trouble = failed.get(host.id)
  const { message = '', detail = '' } = trouble?.error ?? {}
  return { message, detail, task: trouble?.task.name ?? '', host: host.id }
}

async function cleanUp(task: BlockTask, hosts: readonly Host[], run: BlockRun & { left: Troubles }): Promise<void> {
  const { left, frame, play } = run
  if (task.always.length === 0) return
  const lost = hosts.filter((host) => left.get(host.id)?.kind === 'unreachable')
  const reached = hosts.filter((host) => !lost.includes(host))
  const cleaning = { ...frame, cleaning: true }
  const failed = await play.run(task.always, reached, cleaning)
  await play.run(task.always.filter(onControl), lost, cleaning)
  for (const [id, trouble] of failed) if (!left.has(id)) left.set(id, trouble)
}

const onControl = (task: Task): boolean => task.on === 'control'
