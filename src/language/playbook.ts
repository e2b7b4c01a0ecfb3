// A playbook after it was read: every word known, every expression parsed, every place kept.
// Types only. The loader (load.ts) makes it, the outline and the runner read it.

import type { Place } from '../core/place.js'
import type { Json } from './inventory.js'

/** A parsed CEL expression. `names` are the top-level identifiers that it mentions. */
export interface Expression {
  readonly text: string
  readonly at: Place
  readonly names: ReadonlySet<string>
  /** Evaluates over plain data, Duration and Secret values; gives the same. Throws EvaluationError with its place. */
  evaluate(scope: Scope): unknown
}

/** What expressions see: name → value. */
export type Scope = Readonly<Record<string, unknown>>

/** A YAML value whose strings may hold `${{ }}`. */
export type Value =
  | { readonly kind: 'literal'; readonly value: Json; readonly at: Place }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly at: Place }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[]; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly at: Place }
  | {
      readonly kind: 'map'
      readonly entries: ReadonlyMap<string, Value>
      readonly at: Place
      readonly keys: ReadonlyMap<string, Place>
    }

/** A CEL expression that must give a boolean. */
export type Condition = Expression

export type InputType =
  | 'string'
  | 'int'
  | 'bool'
  | 'enum'
  | 'list'
  | 'path'
  | 'package'
  | 'duration'
  | 'version'
  | 'secret'
  | 'topology'
  | 'nodes'

/** `default` undefined = required. `values` of an enum. `items` of a list: the type of each. */
export interface InputSpec {
  readonly name: string
  readonly type: InputType
  readonly description: string
  readonly default: Json | undefined
  readonly required: boolean
  readonly values: readonly string[]
  readonly at: Place
}

/** What is read before anything else: flags, help and completion come from it. */
export interface Header {
  readonly file: string
  readonly description: string
  readonly arguments: readonly string[]
  readonly inputs: ReadonlyMap<string, InputSpec>
  readonly select: boolean
}

export interface Playbook extends Header {
  readonly confirm: Value | null
  readonly plays: readonly Play[]
}

export type Serial = number | string | readonly (number | string)[]

export interface Play {
  readonly name: Value
  readonly at: Place
  readonly hosts: Value
  readonly forEach: { readonly name: string; readonly values: Value } | null
  readonly serial: Serial | null
  readonly order: 'inventory' | 'down_first'
  readonly last: Condition | null
  readonly vars: ReadonlyMap<string, Value>
  readonly become: Value | null
  readonly becomeUser: Value | null
  readonly maxFailures: number | string | null
  readonly unreachable: 'abort' | 'tolerate'
  readonly when: Condition | null
  readonly tags: readonly string[]
  readonly tasks: readonly Task[]
  /** each has a name by which tasks notify it */
  readonly handlers: readonly Task[]
}

/** What every kind of task may carry. */
export interface TaskWords {
  /** stable over runs of an unchanged playbook */
  readonly id: string
  readonly name: Value | null
  readonly at: Place
  readonly when: Condition | null
  readonly vars: ReadonlyMap<string, Value>
  readonly become: Value | null
  readonly becomeUser: Value | null
  readonly runOnce: boolean
  readonly on: 'control' | null
  /** its own; those of what is around it count too */
  readonly tags: readonly string[]
  /** handlers of the play, by name: of a block or an include, where anything in it changed */
  readonly notify: readonly string[]
}

export interface ModuleTask extends TaskWords {
  readonly kind: 'module'
  readonly module: string
  readonly params: Value
  /** a list, or an expression that gives one: once for each, as `item` and `index` */
  readonly loop: Value | null
  readonly register: string | null
  readonly until: Condition | null
  readonly retries: Value | null
  readonly delay: Value | null
  readonly timeout: Value | null
  readonly changedWhen: Condition | null
  readonly failedWhen: Condition | null
  readonly noLog: boolean
}

export interface BlockTask extends TaskWords {
  readonly kind: 'block'
  readonly block: readonly Task[]
  readonly rescue: readonly Task[]
  readonly always: readonly Task[]
}

/** The included file is loaded with the playbook; `inputs` are its declared ones, `given` what `with` hands over. */
export interface IncludeTask extends TaskWords {
  readonly kind: 'include'
  readonly file: string
  readonly inputs: ReadonlyMap<string, InputSpec>
  readonly given: ReadonlyMap<string, Value>
  readonly tasks: readonly Task[]
}

/** Values that each host keeps under these names, as it keeps registers. */
export interface SetTask extends TaskWords {
  readonly kind: 'set'
  readonly values: ReadonlyMap<string, Value>
}

export type Task = ModuleTask | BlockTask | IncludeTask | SetTask

/** What the loader must know of a module: its parameters, and whether it acts on the control machine only. */
export interface CatalogEntry {
  readonly name: string
  readonly params: object
  readonly control: boolean
  /** keys of its register beside changed, failed, skipped */
  readonly results: readonly string[]
  /** the parameter that names a template */
  readonly template?: string
}

export type Catalog = ReadonlyMap<string, CatalogEntry>
