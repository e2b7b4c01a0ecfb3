// Reader and Writer over a Connection. Looks are asked as shared scripts, so that those of one tick make one round trip.
// A Reader made here has no method that writes; every script that changes something passes through `guard`,
// which is where a run fences out another controller.

import type { Script } from '../core/sh.js'
import type { Random } from './channel.js'
import { CommandError } from './errors.js'
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
  readonly random: Random
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
export function readerOver(connection: Connection, options: HostOptions): Reader {
  return readerAs(null, connection, options)
}

/** Looks at the machine and changes it, as the connecting user until `as`. */
export function writerOver(connection: Connection, options: HostOptions): Writer {
  return writerAs(null, connection, { ...options, staged: new Map() })
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

/** `staged` holds, per user and digest, the path of what was brought to the machine in this run. */
interface WriterOptions extends HostOptions {
  readonly staged: Map<string, Promise<string>>
}

function writerAs(user: string | null, connection: Connection, options: WriterOptions): Writer {
  const { guard = (script: Script) => script, signal } = options
  const run = runner(connection, { user, signal })
  const change: Run = (script, given) => run(guard(script), given)
  const reader = readerAs(user, connection, options)
  const { sharesFiles } = connection
  return {
    ...reader,
    run: (script, given) => change(script, given),
    ...writing({ ...options, reader, change, sharesFiles, user }),
    as: (other) => writerAs(other, connection, options),
  }
}

function runner(
  connection: Connection,
  who: { readonly user: string | null; readonly signal: AbortSignal | undefined },
): Run {
  return async (script, { accept = [0], timeoutMs = defaultTimeoutMs, onOutput, stdin, shared = false } = {}) => {
    const raw = await connection.exec(script, { ...who, timeoutMs, onOutput, stdin, shared })
    const output = { rc: raw.rc, stdout: raw.stdout.toString(), stderr: raw.stderr.toString() }
    if (!accept.includes(output.rc)) throw new CommandError(connection.machine, script, output)
    return output
  }
}

/** A look that people wait for, or that may take long, does not hold up the others. */
const isShort = (options: ScriptOptions | undefined): boolean =>
  options?.onOutput === undefined && (options?.timeoutMs ?? defaultTimeoutMs) <= defaultTimeoutMs

function looks(run: Run): Pick<Reader, 'stat' | 'text' | 'digest' | 'list' | 'missingParents'> {
  const look = async <T>(script: Script, parse: (stdout: string) => T): Promise<T | null> => {
    const { rc, stdout } = await run(script, { accept: [0, missing], shared: true })
    return rc === missing ? null : parse(stdout)
  }
  return {
    stat: async (path) => (await look(statScript(path), parseStat)) ?? { kind: 'missing' },
    text: (path) => look(textScript(path), (text) => text),
    digest: (path) => look(digestScript(path), (line) => line.trim()),
    list: (path) => look(listScript(path), (names) => parseNames(names).sort()),
    missingParents: async (path) => ((await look(parentsScript(path), parseNames)) ?? []).reverse(),
  }
}
