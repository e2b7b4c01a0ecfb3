// Reader and Writer over a Connection. Looks are asked as shared scripts, so that those of one tick make one round trip.
// A Reader made here has no method that writes; every script that changes something passes through `guard`,
// which is where a run fences out another controller.

import type { Script } from '../core/sh.js'
import { CommandError, doingOf } from './errors.js'
import type { Connection, Looked, Reader, ScriptOptions, Writer } from './host.js'
import { lookAtMany } from './look_at_many.js'
import {
  digestLook,
  identityIn,
  listScript,
  type ManyLook,
  missing,
  parentsScript,
  parseDigest,
  parseNames,
  parseStat,
  statLook,
  textScript,
} from './looks.js'
import { defaultTimeoutMs, type Run, runner } from './run.js'
import { writing } from './writing.js'

export interface HostOptions {
  readonly signal?: AbortSignal | undefined
  /** Wraps every script that changes the machine, as `guard script` in the same shell. */
  readonly guard?: ((script: Script) => Script) | undefined
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
    ...looks(run, manyLooks(run, { connection, user, signal: options.signal }), connection),
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

/** A look that people wait for, or that may take long, does not hold up the others. */
const isShort = (options: ScriptOptions | undefined): boolean =>
  options?.onOutput === undefined && (options?.timeoutMs ?? defaultTimeoutMs) <= defaultTimeoutMs

type LookAt = (doing: 'look at' | 'read', path: string, look: ManyLook) => Promise<Looked>

/** Looks of one tick at many paths go as one. */
function manyLooks(
  run: Run,
  { connection, user, signal }: Pick<HostOptions, 'signal'> & { connection: Connection; user: string | null },
): LookAt {
  return async (doing, path, look) => {
    const looking = { run, look, doing: (paths: string) => `${doing} ${paths}` }
    const key = `${doing} ${user ?? ''}`
    const looked = await connection.together.ask(path, { key, signal, all: (paths) => lookAtMany(paths, looking) })
    if (looked.kind !== 'refused') return looked
    throw new CommandError(connection.machine, `${doing} ${path}`, { rc: 1, stdout: '', stderr: looked.why })
  }
}

/** Of a file that was sent the machine has computed it already: only whether it was touched since is looked at. */
async function digest(path: string, { lookAt, proven }: { lookAt: LookAt; proven: Connection['proven'] }) {
  const known = proven.get(path)
  const found = known && (await lookAt('look at', path, statLook))
  if (known && found?.kind === 'there' && identityIn(found.line) === known.identity) return known.sha256
  return parseDigest(await lookAt('read', path, digestLook))
}

type Looks = Pick<Reader, 'stat' | 'text' | 'digest' | 'list' | 'missingParents'>

function looks(run: Run, lookAt: LookAt, { proven }: Connection): Looks {
  const look = async (doing: string, script: Script): Promise<string | null> => {
    const { rc, stdout } = await run(script, { accept: [0, missing], shared: true, doing })
    return rc === missing ? null : stdout
  }
  return {
    stat: async (path) => parseStat(await lookAt('look at', path, statLook)),
    text: (path) => look(`read ${path}`, textScript(path)),
    digest: (path) => digest(path, { lookAt, proven }),
    list: async (path) => {
      const names = await look(`list ${path}`, listScript(path))
      return names === null ? null : parseNames(names).sort()
    },
    missingParents: async (path) => parseNames((await look(`look at ${path}`, parentsScript(path))) ?? '').reverse(),
  }
}
