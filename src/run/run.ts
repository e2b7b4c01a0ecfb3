// A run from its outline to its recap: connects, plays, says how it ended. Locks, questions and the audit are
// around it (operation.ts); what a task does is inside (task.ts).

import type { Event, RunResult } from '../core/event.js'
import type { Inventory, Machine } from '../language/inventory.js'
import { digestMemo } from '../packages/file_digest.js'
import type { RunContext } from './context.js'
import type { Fence } from './fence.js'
import { newRegisters, playFrame } from './frame.js'
import { Machines } from './machines.js'
import { fenceOf } from './mark_place.js'
import { machinesOf, neededMachines, type Outline, type OutlinePlay } from './outline.js'
import { OwedWork } from './owed.js'
import { Participants } from './participants.js'
import { runPlay } from './play.js'
import { isRefusal } from './refusal.js'
import { contextFor } from './run_context.js'
import type { RunSetup } from './run_setup.js'
import { settlingPlays } from './settle.js'
import { Templates } from './templates.js'

export interface RunEnd {
  readonly result: RunResult
  readonly changed: boolean
}

/** Runs the outline. Throws only where no task could begin: a machine out of reach, a bug. */
export async function run(setup: RunSetup): Promise<RunEnd> {
  const { clock } = setup.world
  const began = clock.monotonic()
  const emit = (event: Parameters<RunContext['emit']>[0]) => setup.listener({ ...event, at: clock.now() } as Event)
  emit({ kind: 'run_started', ...setup.head, hosts: allHosts(setup.outline) })
  const before = (await setup.tools.cluster?.load())?.owed ?? {}
  const first = await settlingPlays(before, setup)
  const whole = { ...setup, outline: { plays: [...first, ...setup.outline.plays] } }
  const fence = fenceOf(setup, emit)
  const machines = await openMachines(whole, { emit, fence })
  const participants = new Participants()
  try {
    const owed = new OwedWork({ store: storeOf(setup), before, run: setup.head.run, now: clock.now, fence })
    const context = contextFor(setup, {
      machines,
      participants,
      emit,
      owed,
      fence,
      templates: new Templates(),
      digested: digestMemo(),
    })
    await runPlays(setup, { context, machines, first })
    await tidy(setup, fence)
    const end = endOf(setup, { participants, fence })
    const { result } = end
    const next = result === 'ok' ? null : setup.next
    const ms = clock.monotonic() - began
    emit({
      kind: 'run_finished',
      ...setup.head,
      result,
      recap: participants.recap(),
      failures: participants.failures(),
      next,
      ms,
    })
    return end
  } finally {
    await machines.close()
  }
}

interface Running {
  readonly context: RunContext
  readonly machines: Machines
  /** before the playbook's own; they are counted behind those, whose numbers a resumed run must know again */
  readonly first: readonly OutlinePlay[]
}

async function runPlays(setup: RunSetup, { context, machines, first }: Running): Promise<void> {
  const { outline, inputs, inventory } = setup
  const frame = playFrame(inputs, newRegisters(), {})
  const own = [...outline.plays.entries()]
  const numbered = [...first.map((planned, index) => [own.length + index, planned] as const), ...own]
  for (const [number, planned] of numbered) {
    if (context.stop.aborted || context.fenced()) return
    const { mode } = context
    await machines.add(machinesIn({ plays: [planned] }, inventory), { mode })
    const { stop } = await runPlay(planned, { context, frame, number })
    if (stop) return
  }
}

/**
 * Whoever lost the cluster in the meantime has no say in how it ended, be it that all its effects were before that.
 * Of a cluster that is forgotten, or never came to be, nothing is left on its machines.
 */
async function tidy({ head, tools: { cluster } }: RunSetup, fence: Fence | null): Promise<void> {
  await fence?.held().catch(() => {})
  if (head.mode === 'run' && fence && cluster && (await cluster.load()) === null) await fence.remove()
}

const storeOf = ({ head, tools }: RunSetup) => (head.mode === 'run' ? tools.cluster : null)

const allHosts = ({ plays }: Outline): string[] => [
  ...new Set(plays.flatMap(({ hosts }) => hosts.map((host) => host.id))),
]

const machinesIn = (outline: Outline, inventory: Inventory): Machine[] =>
  machinesOf(outline, inventory).flatMap((id) => inventory.machines.get(id) ?? [])

/** A login that this run makes first is tried when its play comes. */
function openMachines(
  { inventory, outline, world, sshTimeoutMs }: RunSetup,
  { emit, fence }: { emit: RunContext['emit']; fence: Fence | null },
): Promise<Machines> {
  const wanted = machinesIn(outline, inventory)
  const needed = neededMachines(outline, inventory)
  const later = (machine: Machine): boolean => wanted.some(({ id }) => id === machine.after)
  return Machines.open(
    wanted.filter((machine) => !later(machine)),
    {
      world,
      timeoutMs: sshTimeoutMs,
      fence,
      tolerates: (machine) => !needed.has(machine),
      connecting: (machines) => emit({ kind: 'connecting', machines }),
      connected: (machine, ms) => emit({ kind: 'connected', machine, ms }),
    },
  )
}

interface Ending {
  readonly participants: Participants
  readonly fence: Fence | null
}

function endOf(setup: RunSetup, { participants, fence }: Ending): RunEnd {
  const changed = participants.recap().some(({ counts }) => counts.changed > 0)
  if (fence?.broken) return { result: 'locked', changed }
  if (setup.stop.aborted) return { result: 'interrupted', changed }
  const kinds = participants.troubled.map(({ trouble }) => trouble?.kind)
  if (kinds.includes('failed')) return { result: isRefusal(participants, setup) ? 'refused' : 'failed', changed }
  return { result: kinds.includes('unreachable') ? 'unreachable' : 'ok', changed }
}
