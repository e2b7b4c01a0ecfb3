// A run from its outline to its recap: connects, plays, says how it ended. Locks, questions and the audit are
// around it (operation.ts); what a task does is inside (task.ts).

import type { Event, RunResult } from '../core/event.js'
import type { Inventory, Machine } from '../language/inventory.js'
import type { RunContext } from './context.js'
import { newRegisters, playFrame } from './frame.js'
import { Machines } from './machines.js'
import { machinesOf, type Outline } from './outline.js'
import { Participants } from './participants.js'
import { runPlay } from './play.js'
import { contextFor } from './run_context.js'
import type { RunSetup } from './run_setup.js'
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
  const machines = await openMachines(setup, emit)
  const participants = new Participants()
  try {
    const context = contextFor(setup, { machines, participants, emit, templates: new Templates() })
    await runPlays(setup, context, machines)
    const end = endOf(setup, participants)
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

async function runPlays(setup: RunSetup, context: RunContext, machines: Machines): Promise<void> {
  const { outline, inputs, inventory } = setup
  const frame = playFrame(inputs, newRegisters(), {})
  for (const [number, planned] of outline.plays.entries()) {
    if (context.stop.aborted) return
    const { mode } = context
    await machines.add(machinesIn({ plays: [planned] }, inventory), { mode })
    const { stop } = await runPlay(planned, { context, frame, number })
    if (stop) return
  }
}

const allHosts = ({ plays }: Outline): string[] => [
  ...new Set(plays.flatMap(({ hosts }) => hosts.map((host) => host.id))),
]

const machinesIn = (outline: Outline, inventory: Inventory): Machine[] =>
  machinesOf(outline, inventory).flatMap((id) => inventory.machines.get(id) ?? [])

/** A login that this run makes first is tried when its play comes. */
function openMachines(
  { inventory, outline, world, sshTimeoutMs }: RunSetup,
  emit: RunContext['emit'],
): Promise<Machines> {
  const wanted = machinesIn(outline, inventory)
  const later = (machine: Machine): boolean => wanted.some(({ id }) => id === machine.after)
  return Machines.open(
    wanted.filter((machine) => !later(machine)),
    {
      world,
      timeoutMs: sshTimeoutMs,
      connecting: (machines) => emit({ kind: 'connecting', machines }),
      connected: (machine, ms) => emit({ kind: 'connected', machine, ms }),
    },
  )
}

function endOf({ stop }: RunSetup, participants: Participants): RunEnd {
  const changed = participants.recap().some(({ counts }) => counts.changed > 0)
  if (stop.aborted) return { result: 'interrupted', changed }
  const kinds = participants.troubled.map(({ trouble }) => trouble?.kind)
  if (kinds.includes('failed')) return { result: 'failed', changed }
  return { result: kinds.includes('unreachable') ? 'unreachable' : 'ok', changed }
}
