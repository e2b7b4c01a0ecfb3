// The names that an expression may mention at one place of a playbook, with the keys that are known of them.
// Immutable: an inner place has its own table, made from the outer one.

/** The keys that a name has; null where they are not known before the run. */
export type Keys = readonly string[] | null

/** Names that exist in every playbook, with their keys. */
export const builtins: Readonly<Record<string, Keys>> = {
  inputs: [],
  run: ['id', 'cluster', 'version', 'user', 'cluster_id', 'wait_timeout', 'mode', 'started', 'services', 'state'],
  groups: null,
  selected: null,
  host: [
    'id',
    'address',
    'port',
    'role',
    'member',
    'unit',
    'deploy_dir',
    'data_dir',
    'log_dir',
    'files',
    'machine',
    'groups',
    'vars',
  ],
  facts: null,
  cluster: ['leader', 'members', 'bindings'],
  vars: [],
  error: ['message', 'task', 'host'],
  item: null,
  index: null,
}

/** What a task with `loop` sees beyond the others. */
export const loopNames: readonly string[] = ['item', 'index']

const perHost: readonly string[] = ['host', 'facts', 'cluster', 'vars']

export class Names {
  readonly #known: ReadonlyMap<string, Keys>
  /** names that exist, but not here: name → why */
  readonly #absent: ReadonlyMap<string, string>

  constructor(known: ReadonlyMap<string, Keys>, absent: ReadonlyMap<string, string> = new Map()) {
    this.#known = known
    this.#absent = absent
  }

  /** undefined: the name is not known here. */
  keys(name: string): Keys | undefined {
    return this.#known.get(name)
  }

  why(name: string): string | undefined {
    return this.#absent.get(name)
  }

  get list(): readonly string[] {
    return [...this.#known.keys()]
  }

  with(name: string, keys: Keys): Names {
    return new Names(new Map([...this.#known, [name, keys]]), this.#absent)
  }
}

/** What a play itself sees: no host is chosen yet. `later` are registers of the file: name → the line that sets it. */
export function playNames(known: {
  inputs: readonly string[]
  select: boolean
  later: ReadonlyMap<string, number>
}): Names {
  const absent = new Map(
    [...known.later].map(([name, line]) => [name, `the task that sets it, on line ${line}, comes later`]),
  )
  for (const name of perHost) absent.set(name, `${name} is known in tasks only`)
  absent.set('error', 'error is known inside rescue only')
  absent.set('selected', 'the playbook does not say select: true')
  for (const name of loopNames)
    absent.set(name, `${name} is known within a task that has loop, not in its name, vars or loop`)
  const names = new Names(new Map(), absent)
    .with('inputs', known.inputs)
    .with('run', builtins.run ?? null)
    .with('groups', null)
  return known.select ? names.with('selected', null) : names
}

/** What tasks see beyond that: their host. */
export function taskNames(names: Names): Names {
  return perHost.reduce((inner, name) => inner.with(name, builtins[name] ?? null), names)
}
