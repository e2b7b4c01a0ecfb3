// The names that expressions of one file see, and where registers of its tasks go.
// A playbook has one frame for the run; every include opens one of its own, which sees only what it declares.

import type { Host } from '../language/inventory.js'
import type { Scope, Task, Value } from '../language/playbook.js'
import { Unknown, UnknownValueError } from '../language/unknown.js'
import { evaluate } from '../language/values.js'

/** Per host, name → value. */
class Registers {
  readonly #values = new Map<string, Record<string, unknown>>()
  of(host: string): Scope {
    return this.#values.get(host) ?? {}
  }
  set(host: string, name: string, value: unknown): void {
    this.#values.set(host, { ...this.of(host), [name]: value })
  }
}

export interface Frame {
  readonly inputs: (host: Host) => unknown
  readonly registers: Registers
  /** the variable of the play's `for_each` */
  readonly names: Scope
  /** outer to inner */
  readonly vars: readonly ReadonlyMap<string, Value>[]
  /** the innermost word wins */
  readonly become: Value | null
  readonly becomeUser: Value | null
  /** what `error` says inside a rescue */
  readonly error: ReadonlyMap<string, unknown>
  /** a failure in here may still be rescued */
  readonly sheltered: boolean
  /** tasks of an `always` run though the play is being stopped */
  readonly cleaning: boolean
  /** the handlers that a change in here notifies */
  readonly notifies: readonly string[]
  readonly depth: number
}

export function playFrame(inputs: unknown, registers: Registers, names: Scope): Frame {
  return {
    inputs: () => inputs,
    registers,
    names,
    vars: [],
    become: null,
    becomeUser: null,
    error: new Map(),
    sheltered: false,
    cleaning: false,
    notifies: [],
    depth: 0,
  }
}

export const newRegisters = (): Registers => new Registers()

/** The frame of a task or play inside another: its vars come last, its become wins. */
export function within(
  frame: Frame,
  words: Pick<Task, 'vars' | 'become' | 'becomeUser'> & Partial<Pick<Task, 'notify'>>,
): Frame {
  return {
    ...frame,
    vars: words.vars.size > 0 ? [...frame.vars, words.vars] : frame.vars,
    become: words.become ?? frame.become,
    becomeUser: words.becomeUser ?? frame.becomeUser,
    notifies: words.notify?.length ? [...frame.notifies, ...words.notify] : frame.notifies,
  }
}

/** The frame of an included file: nothing of the outer one but how to become another user. */
export function included(frame: Frame, inputs: (host: Host) => unknown): Frame {
  return { ...frame, inputs, registers: newRegisters(), names: {}, vars: [], error: new Map(), depth: frame.depth + 1 }
}

/** What an expression sees on a host. `base` holds what the whole run shares, `own` what belongs to the host. */
export function scopeOf(frame: Frame, host: Host, shared: { readonly base: Scope; readonly own: Scope }): Scope {
  const scope: Record<string, unknown> = {
    ...shared.base,
    ...shared.own,
    ...frame.names,
    inputs: frame.inputs(host),
    ...frame.registers.of(host.id),
    host,
  }
  if (frame.error.has(host.id)) scope.error = frame.error.get(host.id)
  scope.vars = allVars(frame.vars, scope)
  return scope
}

function allVars(layers: Frame['vars'], scope: Scope): Scope {
  let vars: Scope = {}
  for (const layer of layers) {
    const outer = { ...scope, vars }
    const own = [...layer].map(([name, value]) => [name, evaluateOrUnknown(value, outer)] as const)
    vars = { ...vars, ...Object.fromEntries(own) }
  }
  return vars
}

/** The value, or an Unknown where it rests on what has not happened yet. */
export function evaluateOrUnknown(value: Value, scope: Scope): unknown {
  try {
    return evaluate(value, scope)
  } catch (thrown) {
    if (thrown instanceof UnknownValueError) return new Unknown(thrown.message)
    throw thrown
  }
}
