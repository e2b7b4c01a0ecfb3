// A script on one machine as one user, its output as text: what Readers and Writers are made of.

import type { Script } from '../core/sh.js'
import { CommandError, doingOf } from './errors.js'
import type { Connection, ExecOptions, Output, ScriptOptions } from './host.js'

export const defaultTimeoutMs = 60_000

/** Runs a script and gives its output as text; throws CommandError where the exit code is no answer. */
export type Run = (script: Script, options?: RunScriptOptions) => Promise<Output>

export interface RunScriptOptions extends ScriptOptions {
  readonly stdin?: ExecOptions['stdin']
  readonly shared?: boolean
}

export function runner(
  connection: Connection,
  who: { readonly user: string | null; readonly signal: AbortSignal | undefined },
): Run {
  return async (script, { accept = [0], timeoutMs = defaultTimeoutMs, ...given } = {}) => {
    const raw = await connection.exec(script, { ...who, ...given, timeoutMs })
    const output = { rc: raw.rc, stdout: raw.stdout.toString(), stderr: raw.stderr.toString() }
    if (!accept.includes(output.rc)) throw new CommandError(connection.machine, doingOf(script, given.doing), output)
    return output
  }
}
