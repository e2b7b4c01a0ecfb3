// What a module is. One file per module; the runner adds, once for all of them: validation of the parameters,
// check mode, diffs, retries, timeouts, the second check after an apply, events, redaction, the journal.

import type { Static, TSchema } from 'typebox'
import type { Change } from '../core/event.js'
import type { Reader, Writer } from '../hosts/host.js'
import type { Tools } from './tools.js'

/** `result` goes into the register, beside `changed`. */
export type Check =
  | { readonly kind: 'same'; readonly result?: object }
  | { readonly kind: 'differs'; readonly changes: readonly Change[]; readonly result?: object }
  | { readonly kind: 'blocked'; readonly why: string; readonly hint?: string | undefined }

interface About<P extends TSchema> {
  /** one sentence in the imperative */
  readonly summary: string
  /** longer: what it promises, what it does not */
  readonly description?: string
  readonly params: P
  /** keys of the register, each with a sentence */
  readonly results?: Readonly<Record<string, string>>
  readonly examples: readonly object[]
  /** acts on the control machine's state; refused at load on any other host */
  readonly control?: boolean
  /** the parameter that names a template, which is judged when a playbook is loaded */
  readonly template?: string
}

/** Keeps a state: after apply, check must say `same`. */
export interface StateModule<P extends TSchema = TSchema> extends About<P> {
  readonly kind: 'state'
  /** its check looks at files alone and says nothing: it may look while tasks before it have their turn */
  readonly early?: boolean
  check(host: Reader, want: Static<P>, tools: Tools): Promise<Check>
  apply(host: Writer, want: Static<P>, tools: Tools): Promise<void>
  /** what was applied did not last until the check behind it: throws where it knows why */
  explain?(host: Reader, want: Static<P>, tools: Tools): Promise<void>
}

/** Acts each time, unless `foresee` says that there is nothing to do; confirms its own effect. */
export interface ActionModule<P extends TSchema = TSchema> extends About<P> {
  readonly kind: 'action'
  foresee(host: Reader, want: Static<P>, tools: Tools): Promise<Check>
  act(
    host: Writer,
    want: Static<P>,
    tools: Tools,
  ): Promise<{ readonly changed: boolean; readonly changes?: readonly Change[]; readonly result?: object }>
}

/** Never changes anything. Throws a ModuleError where what it finds is not what was asked for. */
export interface ReadModule<P extends TSchema = TSchema> extends About<P> {
  readonly kind: 'read'
  /** looks whether a change may begin: where it fails and nothing was changed yet, the run was refused */
  readonly refuses?: boolean
  read(host: Reader, want: Static<P>, tools: Tools): Promise<object>
}

export type Module<P extends TSchema = TSchema> = StateModule<P> | ActionModule<P> | ReadModule<P>

/** Gives the module back; exists so that `want` gets its type from `params`. */
export function defineModule<P extends TSchema>(module: StateModule<P>): StateModule<P>
export function defineModule<P extends TSchema>(module: ActionModule<P>): ActionModule<P>
export function defineModule<P extends TSchema>(module: ReadModule<P>): ReadModule<P>
export function defineModule<P extends TSchema>(module: Module<P>): Module<P> {
  return module
}

export const same = (result?: object): Check => (result ? { kind: 'same', result } : { kind: 'same' })

/** Changes as sentences or as whole changes. */
export function differs(...changes: readonly (string | Change)[]): Check {
  return {
    kind: 'differs',
    changes: changes.map((change) => (typeof change === 'string' ? { summary: change } : change)),
  }
}

export const blocked = (why: string, hint?: string): Check => ({ kind: 'blocked', why, hint })

/** Compares the keys that are wanted: `owner root → tidb`. Keys that are not wanted do not count. */
export function compare<T extends object>(found: T, want: object, keys: readonly (keyof T & string)[]): Check {
  const wanted = new Map<string, unknown>(Object.entries(want))
  const changes = keys
    .filter((key) => wanted.get(key) !== undefined && wanted.get(key) !== found[key])
    .map((key) => `${key} ${String(found[key])} → ${String(wanted.get(key))}`)
  return changes.length === 0 ? same() : differs(...changes)
}

interface ModuleErrorOptions {
  readonly code?: string
  readonly hint?: string | undefined
  /** last lines of what the machine said */
  readonly detail?: string | undefined
  /** what the register holds all the same, for failed_when and rescue */
  readonly result?: object
  readonly cause?: unknown
}

/** A module's refusal or failure at run time. */
export class ModuleError extends Error {
  readonly hint: string | undefined
  readonly detail: string | undefined
  readonly code: string
  readonly result: object
  constructor(message: string, options: ModuleErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'ModuleError'
    this.code = options.code ?? 'E-TASK'
    this.hint = options.hint
    this.detail = options.detail
    this.result = options.result ?? {}
  }
}

/** For `accept` of a script whose every exit code is an answer. */
export const anyExit: readonly number[] = Array.from({ length: 256 }, (_, rc) => rc)
