// Makes the context of a run from its setup: what plays and tasks read, and the tools that modules get.

import { dirname, resolve } from 'node:path'
import type { Change } from '../core/event.js'
import { placeText } from '../core/place.js'
import { UnreachableError } from '../hosts/errors.js'
import type { Host } from '../language/inventory.js'
import type { Playbook, Task } from '../language/playbook.js'
import type { Tools } from '../modules/tools.js'
import type { RunContext, Step } from './context.js'
import type { Fence } from './fence.js'
import { fencedDm, fencedDmctl } from './fenced.js'
import { readLive, unknownCluster } from './live.js'
import type { Machines } from './machines.js'
import { taskDoes } from './outline.js'
import type { OwedWork } from './owed.js'
import type { Participants } from './participants.js'
import type { RunSetup } from './run_setup.js'
import type { Templates } from './templates.js'

interface Parts {
  readonly machines: Machines
  readonly participants: Participants
  readonly emit: RunContext['emit']
  readonly templates: Templates
  readonly digested: Tools['digested']
  readonly owed: OwedWork
  readonly fence: Fence | null
}

/** Reads the live cluster only where an expression of the playbook mentions it. */
export function contextFor(setup: RunSetup, parts: Parts): RunContext {
  const { machines, participants, emit, owed, fence } = parts
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
    beforeEffect: (step, changes) => {
      participants.effects += 1
      return before(setup, { emit, fence, step, changes })
    },
    machine,
    facts: (host) => machines.facts(host.machine),
    lost: (host) => machines.lost(host.machine),
    owed,
    fenced: () => fence?.broken ?? false,
    note: (record) => setup.journal(record),
    notices: setup.notices ?? [],
    live: () => live,
    refreshLive: async () => {
      if (usesLive) live = await readLive(tools.dm)
    },
    down: (hosts) => downHosts(hosts, { services: tools.services, machine, signal: setup.abort }),
    tools: (step) => toolsFor(setup, step, parts),
    taskRef: (task, name) => ({ id: task.id, name, does: taskDoes(task), at: placeText(task.at) }),
  }
}

interface Effect {
  readonly emit: RunContext['emit']
  readonly fence: Fence | null
  readonly step: Pick<Step, 'task' | 'host'>
  readonly changes: readonly Change[]
}

/** The lock is looked at last: writing the journal may have taken as long as somebody's pause. */
async function before(setup: RunSetup, { emit, fence, step, changes }: Effect): Promise<void> {
  emit({ kind: 'host_applying', task: step.task, host: step.host.id, changes })
  await setup.journal({
    kind: 'applying',
    task: step.task,
    host: step.host.id,
    changes: changes.map(({ summary }) => summary),
  })
  await fence?.held()
}

async function downHosts(
  hosts: readonly Host[],
  { services, machine, signal }: { services: Tools['services']; machine: RunContext['machine']; signal: AbortSignal },
): Promise<ReadonlySet<string>> {
  const states = await Promise.all(
    hosts.map(async (host) => {
      if (!host.unit) return 'running'
      // of one out of reach nothing is known: its first task says so
      return services.status(machine(host, { user: null, signal }), host.unit).then(({ kind }) => kind, notReached)
    }),
  )
  return new Set(hosts.filter((_, index) => states[index] !== 'running').map((host) => host.id))
}

function notReached(thrown: unknown): 'unreachable' {
  if (thrown instanceof UnreachableError) return 'unreachable'
  throw thrown
}

function toolsFor(setup: RunSetup, step: Step, { emit, templates, digested, fence }: Parts): Tools {
  const { world, tools } = setup
  const check = async (): Promise<void> => fence?.check()
  const folder = dirname(step.file)
  const path = (given: string): string => resolve(folder, given)
  const { task, scope } = step
  const host = step.host.id
  return {
    ...tools,
    dm: tools.dm && fencedDm(tools.dm, check),
    dmctl: tools.dmctl && fencedDmctl(tools.dmctl, check),
    host: step.host,
    clock: world.clock,
    fetch: world.fetch,
    signal: step.signal,
    resolve: path,
    digested,
    render: (file, data) => templates.render(path(file), { scope, data }),
    waiting: (text) => emit({ kind: 'host_waiting', task, host, text }),
    say: (text) => emit({ kind: 'host_said', task, host, text }),
    warn: (text) => emit({ kind: 'warning', text: `${host}: ${text}` }),
  }
}

function mentionsCluster({ plays }: Playbook): boolean {
  const inTask = (task: Task): boolean => JSON.stringify(task, namesOnly).includes('"cluster"')
  return plays.some(
    (play) =>
      play.last?.names.has('cluster') ||
      play.when?.names.has('cluster') ||
      [...play.tasks, ...play.handlers].some(inTask),
  )
}

/** Keeps only the names of expressions: enough to tell whether one is mentioned. */
function namesOnly(key: string, value: unknown): unknown {
  if (key === 'at' || key === 'text') return undefined
  if (value instanceof Set) return [...value]
  return value instanceof Map ? [...value] : value
}
