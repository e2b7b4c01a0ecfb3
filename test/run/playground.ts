// A world small enough to read: hosts are maps of cells, modules set and look at cells. What a run says is recorded.

import { Type } from 'typebox'
import type { Event, Outcome } from '../../src/core/event.js'
import { UnreachableError } from '../../src/hosts/errors.js'
import type { Connection } from '../../src/hosts/host.js'
import { Together } from '../../src/hosts/together.js'
import { controlId, type Host, type Inventory } from '../../src/language/inventory.js'
import { loadPlaybook } from '../../src/language/load.js'
import type { Catalog } from '../../src/language/playbook.js'
import { blocked, defineModule, differs, type Module, ModuleError, same } from '../../src/modules/module.js'
import { outline } from '../../src/run/outline.js'
import { run } from '../../src/run/run.js'
import type { World } from '../../src/run/world.js'
import type { ClusterStore } from '../../src/state/cluster_store.js'
import type { Notified } from '../../src/state/notices.js'
import { fakeHost } from '../fakes/fake_host.js'

export type Cells = Map<string, Map<string, string>>

/** `log` has what was done, in order: `a set x=1`. `dead` machines refuse every script from now on. */
export interface Small {
  readonly cells: Cells
  readonly log: string[]
  readonly dead: Set<string>
}

export const small = (): Small => ({ cells: new Map(), log: [], dead: new Set() })

export function hostNamed(id: string, more: Partial<Host> = {}): Host {
  return {
    id,
    address: id,
    port: null,
    role: null,
    member: id,
    unit: `${id}-unit`,
    deploy_dir: null,
    data_dir: null,
    log_dir: null,
    files: [],
    machine: id,
    groups: ['all'],
    vars: {},
    ...more,
  }
}

export function inventoryOf(ids: readonly string[]): Inventory {
  const hosts = new Map([...ids, controlId].map((id) => [id, hostNamed(id)]))
  const machines = new Map(
    [...hosts.keys()].map((id) => [id, { id, reach: { kind: 'local' as const }, become: false }]),
  )
  return { hosts, machines, groups: { all: ids, machines: ids, control: [controlId] } }
}

/** The modules of the small world, acting on `world`. */
export function smallModules(world: Small): ReadonlyMap<string, Module> {
  const cellsOf = (host: string) => world.cells.get(host) ?? world.cells.set(host, new Map()).get(host) ?? new Map()
  const reach = (host: string) => {
    if (world.dead.has(host)) throw new UnreachableError(host, 'it is dead')
  }
  const cell = defineModule({
    kind: 'state',
    summary: 'Keep a cell.',
    params: Type.Object({ name: Type.String(), value: Type.String(), broken: Type.Optional(Type.Boolean()) }),
    results: { value: 'what is in it' },
    examples: [],
    async check(_, want, { host }) {
      reach(host.id)
      if (want.value === 'forbidden') return blocked(`nobody may write ${want.value}`)
      return cellsOf(host.id).get(want.name) === want.value
        ? same({ value: want.value })
        : differs(`${want.name}=${want.value}`)
    },
    async apply(_, want, { host }) {
      world.log.push(`${host.id} set ${want.name}=${want.value}`)
      if (!want.broken) cellsOf(host.id).set(want.name, want.value)
    },
  })
  const service = defineModule({
    kind: 'state',
    summary: 'Keep a unit in a state.',
    params: Type.Object({ unit: Type.String(), state: Type.String() }),
    examples: [],
    async check(_, want, { host }) {
      reach(host.id)
      return cellsOf(host.id).get(want.unit) === want.state ? same() : differs(`${want.unit} ${want.state}`)
    },
    async apply(_, want, { host }) {
      reach(host.id)
      world.log.push(`${host.id} ${want.state}`)
      cellsOf(host.id).set(want.unit, want.state)
    },
  })
  const note = defineModule({
    kind: 'action',
    summary: 'Write a line to the log.',
    params: Type.Object({ text: Type.String(), unless: Type.Optional(Type.Boolean()) }),
    results: { text: 'the line' },
    examples: [],
    async foresee(_, want) {
      return want.unless ? same({ text: want.text }) : differs(`note ${want.text}`)
    },
    async act(_, want, { host }) {
      reach(host.id)
      world.log.push(`${host.id} ${want.text}`)
      return { changed: true, result: { text: want.text } }
    },
  })
  const look = defineModule({
    kind: 'read',
    summary: 'Look at a cell.',
    params: Type.Object({ name: Type.String() }),
    results: { found: 'its value, or empty' },
    examples: [],
    async read(_, want, { host }) {
      reach(host.id)
      return { found: cellsOf(host.id).get(want.name) ?? '' }
    },
  })
  const boom = defineModule({
    kind: 'read',
    summary: 'Fail.',
    params: Type.Object({ message: Type.String() }),
    examples: [],
    async read(_, want, { host }) {
      world.log.push(`${host.id} boom`)
      throw new ModuleError(want.message, { detail: 'its last words' })
    },
  })
  const must = defineModule({
    kind: 'read',
    refuses: true,
    summary: 'Fail unless a cell holds a value.',
    params: Type.Object({ name: Type.String(), value: Type.String() }),
    examples: [],
    async read(_, want, { host }) {
      reach(host.id)
      if (cellsOf(host.id).get(want.name) !== want.value) throw new ModuleError(`${want.name} is not ${want.value}`)
      return {}
    },
  })
  return new Map<string, Module>([
    ['boom', boom],
    ['must', must],
    ['cell', cell],
    ['look', look],
    ['note', note],
    ['service', service],
  ])
}

function catalogOf(modules: ReadonlyMap<string, Module>): Catalog {
  const entry = ([name, module]: [string, Module]) =>
    [name, { name, params: module.params, control: false, results: Object.keys(module.results ?? {}) }] as const
  return new Map([...modules].map(entry))
}

export interface Ran {
  readonly result: string
  readonly events: readonly Event[]
  /** `task host outcome`, in order */
  readonly outcomes: readonly string[]
  readonly journal: readonly object[]
}

interface SmallRun {
  readonly world: Small
  readonly hosts?: readonly string[]
  /** instead of `hosts` alone on machines of their own */
  readonly inventory?: Inventory
  /** instead of those of the small world */
  readonly modules?: ReadonlyMap<string, Module>
  readonly mode?: 'run' | 'plan'
  readonly files?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, unknown>>
  /** member name of the leader, asked before every batch */
  readonly leader?: () => string | null
  readonly stop?: AbortSignal
  readonly cluster?: ClusterStore
  /** what an earlier run left to its handlers */
  readonly notices?: readonly Notified[]
  onEvent?(event: Event): void
}

/** Runs the text of a playbook in a small world. */
export async function runText(text: string, options: SmallRun): Promise<Ran> {
  const { world, hosts = ['a', 'b', 'c'], mode = 'run', files = {} } = options
  const { inventory = inventoryOf(hosts), modules = smallModules(world) } = options
  const catalog = catalogOf(modules)
  const texts: Readonly<Record<string, string>> = { 'main.yaml': text, ...files }
  const playbook = await loadPlaybook('main.yaml', { read: async (file) => texts[file] ?? '', catalog })
  const inputs = options.inputs ?? {}
  const groups = Object.fromEntries(
    Object.entries(inventory.groups).map(([name, ids]) => [name, ids.flatMap((id) => inventory.hosts.get(id) ?? [])]),
  )
  const base = { run: { id: 'r1', cluster: null, cluster_id: null }, groups, inputs }
  const events: Event[] = []
  const journal: object[] = []
  const end = await run({
    head: { run: 'r1', playbook: 'main.yaml', cluster: null, mode },
    playbook,
    inventory,
    outline: outline({ playbook, inventory, base }),
    inputs,
    base,
    catalog,
    modules,
    world: worldOf(world),
    tools: toolsOf(options),
    sshTimeoutMs: 1000,
    stop: options.stop ?? new AbortController().signal,
    abort: new AbortController().signal,
    listener: (event) => {
      events.push(event)
      options.onEvent?.(event)
    },
    journal: async (record) => void journal.push(record),
    next: 'again',
    notices: options.notices,
  })
  return { result: end.result, events, outcomes: events.flatMap(outcomeLine), journal }
}

const outcomeLine = (event: Event): string[] =>
  event.kind === 'host_finished' ? [`${event.task.name} ${event.host} ${outcomeText(event.outcome)}`] : []

const outcomeText = (outcome: Outcome): string => outcome.kind

function worldOf(world: Small): World {
  const refuse = () => {
    throw new Error('not in the small world')
  }
  return {
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => {} },
    fetch: refuse,
    random: () => 'r',
    connect: async (machine) => {
      if (world.dead.has(machine.id)) throw new UnreachableError(machine.id, 'it is dead')
      const connection: Connection = {
        facts: { ...fakeHost().facts, machine_id: machine.id },
        machine: 'small',
        mark: 'm',
        staged: new Map(),
        proven: new Map(),
        together: new Together(),
        random: () => 'r',
        sharesFiles: true,
        exec: refuse,
        close: async () => {},
      }
      return connection
    },
    host: () => fakeHost(),
    services: refuse,
    packages: refuse,
    dm: refuse,
    dmctl: refuse,
  }
}

function toolsOf({ leader = () => null, cluster }: SmallRun) {
  const refuse = () => {
    throw new Error('not in the small world')
  }
  const nothing = new Proxy({}, { get: refuse })
  const dm = {
    masters: [],
    members: async () => ({ leader: leader(), masters: [], workers: [] }),
    membersFrom: refuse,
    health: refuse,
    status: refuse,
    evict: refuse,
    cancelEvict: refuse,
    offline: refuse,
    source: refuse,
    operateTask: refuse,
  }
  return {
    services: nothing as never,
    packages: nothing as never,
    cluster: cluster ?? null,
    draft: null,
    dm,
    dmctl: null,
    waitTimeoutMs: 1000,
  }
}
