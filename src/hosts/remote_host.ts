// Reader and Writer over a Connection. Looks are asked as shared scripts, so that those of one tick make one round trip.
// A Reader made here has no method that writes; every script that changes something passes through `guard`,
// which is where a run fences out another controller.

import type { Script } from '../core/sh.js'
import { CommandError, doingOf } from './errors.js'
import type { Connection, ExecOptions, Output, Reader, ScriptOptions, Writer } from './host.js'
import {
  digestScript,
  listScript,
  missing,
  parentsScript,
  parseNames,
  parseStat,
  statScript,
  textScript,
} from './looks.js'
import { writing } from './writing.js'

export const defaultTimeoutMs = 60_000

export interface HostOptions {
  readonly signal?: AbortSignal | undefined
  /** Wraps every script that changes the machine, as `guard script` in the same shell. */
  readonly guard?: ((script: Script) => Script) | undefined
}

/** Runs a script and gives its output as text; throws CommandError where the exit code is no answer. */
export type Run = (script: Script, options?: RunScriptOptions) => Promise<Output>

export interface RunScriptOptions extends ScriptOptions {
  readonly stdin?: ExecOptions['stdin']
  readonly shared?: boolean
}

/** Looks at the machine, as the connecting user until `as`. */
export function readerOver(connection: Connection, options: HostOptions = {}): Reader {
  return readerAs(null, connection, options)
}

/** Looks at the machine and changes it, as the connecting user until `as`. */
export function writerOver(connection: Connection, options: HostOptions = {}): Writer {
  return writerAs(null, connection, options)
}

function readerAs(user: string | null, connection: Connection, options: HostOptions): Reader {
  const run = runner(connection, { user, signal: options.signal })
  return {
    facts: connection.facts,
    read: (script, given) => run(script, { ...given, shared: isShort(given) }),
    ...looks(run),
    as: (other) => readerAs(other, connection, options),
  }
}

function writerAs(user: string | null, connection: Connection, options: HostOptions): Writer {
  const { guard = (script: Script) => script, signal } = options
  const run = runner(connection, { user, signal })
  const change: Run = (script, given) => run(guard(script), { ...given, doing: doingOf(script, given?.doing) })
  const reader = readerAs(user, connection, options)
  return {
    ...reader,
    run: (script, given) => change(script, given),
    ...writing({ ...options, reader, change, connection, user }),
    as: (other) => writerAs(other, connection, options),
  }
}

function runner(
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

/** A look that people wait for, or that may take long, does not hold up the others. */
const isShort = (options: ScriptOptions | undefined): boolean =>
  options?.onOutput === undefined && (options?.timeoutMs ?? defaultTimeoutMs) <= defaultTimeoutMs

function looks(run: Run): Pick<Reader, 'stat' | 'text' | 'digest' | 'list' | 'missingParents'> {
  const look = async (doing: string, script: Script): Promise<string | null> => {
    const { rc, stdout } = await run(script, { accept: [0, missing], shared: true, doing })
    return rc === missing ? null : stdout
  }
  return {
    stat: async (path) => parseStat(await look(`look at ${path}`, statScript(path))),
    text: (path) => look(`read ${path}`, textScript(path)),
    digest: async (path) => (await look(`read ${path}`, digestScript(path)))?.trim() ?? null,
    list: async (path) => {
      const names = await look(`list ${path}`, listScript(path))
      return names === null ? null : parseNames(names).sort()
    },
    missingParents: async (path) => parseNames((await look(`look at ${path}`, parentsScript(path))) ?? '').reverse(),
  }
}
