// A run from its outline to its recap: connects, plays, says how it ended. Locks, questions and the audit are
// around it (operation.ts); what a task does is inside (task.ts).

import { dirname, resolve } from 'node:path'
import { DmbookError } from '../core/error.js'
import type { Change, Event, Listener, RunHead, RunResult } from '../core/event.js'
import { placeText } from '../core/place.js'
import type { Host, Inventory } from '../language/inventory.js'
import { controlId } from '../language/inventory.js'
import type { Catalog, Playbook, Scope, Task } from '../language/playbook.js'
import type { Module } from '../modules/module.js'
import type { Tools } from '../modules/tools.js'
import type { RunContext, Step } from './context.js'
import { newRegisters, playFrame } from './frame.js'
import { readLive, unknownCluster } from './live.js'
import { Machines } from './machines.js'
import { machinesOf, type Outline, taskDoes } from './outline.js'
import { Participants } from './participants.js'
import { runPlay } from './play.js'
import { Templates } from './templates.js'
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
  readonly tools: Pick<Tools, 'services' | 'packages' | 'cluster' | 'draft' | 'dm' | 'waitTimeoutMs'>
  readonly sshTimeoutMs: number
  readonly stop: AbortSignal
  readonly abort: AbortSignal
  readonly listener: Listener
  journal(record: object): Promise<void>
  /** the command that goes on after a failure */
  readonly next: string | null
}

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
    await runPlays(setup, context)
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

async function runPlays({ outline, inputs }: RunSetup, context: RunContext): Promise<void> {
  const frame = playFrame(inputs, newRegisters(), {})
  for (const [number, planned] of outline.plays.entries()) {
    if (context.stop.aborted) return
    const { stop } = await runPlay(planned, { context, frame, number })
    if (stop) return
  }
}

const allHosts = ({ plays }: Outline): string[] => [
  ...new Set(plays.flatMap(({ hosts }) => hosts.map((host) => host.id))),
]

function openMachines(
  { inventory, outline, world, sshTimeoutMs }: RunSetup,
  emit: RunContext['emit'],
): Promise<Machines> {
  const wanted = machinesOf(outline, inventory).flatMap((id) => inventory.machines.get(id) ?? [])
  return Machines.open(wanted, {
    world,
    timeoutMs: sshTimeoutMs,
    connecting: (machines) => emit({ kind: 'connecting', machines }),
    connected: (machine, ms) => emit({ kind: 'connected', machine, ms }),
  })
}

function endOf({ stop }: RunSetup, participants: Participants): RunEnd {
  const changed = participants.recap().some(({ counts }) => counts.changed > 0)
  if (stop.aborted) return { result: 'interrupted', changed }
  const kinds = participants.troubled.map(({ trouble }) => trouble?.kind)
  if (kinds.includes('failed')) return { result: 'failed', changed }
  return { result: kinds.includes('unreachable') ? 'unreachable' : 'ok', changed }
}

interface Parts {
  readonly machines: Machines
  readonly participants: Participants
  readonly emit: RunContext['emit']
  readonly templates: Templates
}

function contextFor(setup: RunSetup, parts: Parts): RunContext {
  const { machines, participants, emit } = parts
  const { inventory, world, tools, playbook } = setup
  let live = unknownCluster
  const usesLive = mentionsCluster(playbook)
  const machine: RunContext['machine'] = (host, options) => machines.writer(host.machine, options)
  return {
    mode: setup.head.mode,
    inventory,
    catalog: setup.catalog,
    modules: setup.modules,
    participants,
    clock: world.clock,
    base: setup.base,
    inputs: setup.inputs,
    stop: setup.stop,
    abort: setup.abort,
    emit,
    beforeEffect: (step, changes) => before(setup, { emit, step, changes }),
    machine,
    facts: (host) => machines.facts(host.machine),
    live: () => live,
    refreshLive: async () => {
      if (usesLive) live = await readLive(tools.dm)
    },
    down: (hosts) => downHosts(hosts, { services: tools.services, machine, signal: setup.abort }),
    tools: (step) => toolsFor(setup, step, parts),
    taskRef: (task, name) => ({ id: task.id, name, does: taskDoes(task), at: placeText(task.at) }),
  }
}

async function before(
  setup: RunSetup,
  { emit, step, changes }: { emit: RunContext['emit']; step: Pick<Step, 'task' | 'host'>; changes: readonly Change[] },
) {
  emit({ kind: 'host_applying', task: step.task, host: step.host.id, changes })
  await setup.journal({
    kind: 'applying',
    task: step.task,
    host: step.host.id,
    changes: changes.map(({ summary }) => summary),
  })
}

async function downHosts(
  hosts: readonly Host[],
  { services, machine, signal }: { services: Tools['services']; machine: RunContext['machine']; signal: AbortSignal },
): Promise<ReadonlySet<string>> {
  const states = await Promise.all(
    hosts.map(async (host) =>
      host.unit ? (await services.status(machine(host, { user: null, signal }), host.unit)).kind : 'running',
    ),
  )
  return new Set(hosts.filter((_, index) => states[index] !== 'running').map((host) => host.id))
}

function toolsFor(setup: RunSetup, step: Step, { emit, templates }: Parts): Tools {
  const { world, tools } = setup
  const folder = dirname(step.file)
  const path = (given: string): string => resolve(folder, given)
  const { task, scope } = step
  const host = step.host.id
  return {
    ...tools,
    host: step.host,
    clock: world.clock,
    fetch: world.fetch,
    signal: step.signal,
    resolve: path,
    render: (file, data) => templates.render(path(file), { scope, data }),
    waiting: (text) => emit({ kind: 'host_waiting', task, host, text }),
    say: (text) => emit({ kind: 'host_said', task, host, text }),
  }
}

function mentionsCluster({ plays }: Playbook): boolean {
  const inTask = (task: Task): boolean => JSON.stringify(task, namesOnly).includes('"cluster"')
  return plays.some(
    (play) => play.last?.names.has('cluster') || play.when?.names.has('cluster') || play.tasks.some(inTask),
  )
}

/** Keeps only the names of expressions: enough to tell whether one is mentioned. */
function namesOnly(key: string, value: unknown): unknown {
  if (key === 'at' || key === 'text') return undefined
  if (value instanceof Set) return [...value]
  return value instanceof Map ? [...value] : value
}

/** The control machine's own host. Every inventory has one. */
export function controlHost({ hosts }: Inventory): Host {
  const host = hosts.get(controlId)
  if (!host) throw new DmbookError('cannot run as the inventory has no control host', { code: 'E-BUG', exit: 'bug' })
  return host
}
