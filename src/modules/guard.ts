// What stands in the way of an operation though somebody may know better. A guard says what it found and how to go on;
// whoever knows better names it: `--allow NAME`. That is a word of the command, so that the audit has it.

import { ModuleError } from './module.js'
import { list, string } from './params.js'
import type { Tools } from './tools.js'

/** What `--allow` takes, everywhere. */
export type Guard = 'quorum' | 'leader' | 'binding' | 'tasks' | 'relay' | 'ports' | 'space'

/** The parameter of every module with guards; absent: none is overruled. */
export const allowed = { ...list(string('As quorum.'), 'Guards that are overruled.'), default: [] as string[] }

interface Finding {
  readonly guard: Guard
  /** guards that are overruled */
  readonly allow: readonly string[]
  /** what was found: `cannot stop … as …` */
  readonly message: string
  /** how to go on */
  readonly hint: string
  readonly result?: object
}

/** Throws, or warns that it was overruled: so the journal has what was found. */
export function refuse(tools: Pick<Tools, 'warn'>, { guard, allow, message, hint, result = {} }: Finding): void {
  if (!allow.includes(guard)) {
    const code = `E-${guard.toUpperCase()}`
    throw new ModuleError(message, { code, hint: `${hint}; or overrule this: --allow ${guard}`, result })
  }
  tools.warn(`overruled by --allow ${guard}: ${message}`)
}
