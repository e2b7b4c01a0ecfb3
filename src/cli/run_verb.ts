// From words to an exit code: parse, load the verb, run it, say what went wrong. Nothing thrown passes this file.

import packageFile from '../../package.json' with { type: 'json' }
import { runAudited } from '../commands/audited.js'
import { commandFor } from '../commands/index.js'
import { DmbookError, errorText, exitCodes } from '../core/error.js'
import type { ResumedRun, RunOrigin } from '../state/run_head.js'
import { commandLine, withoutSecrets } from './command_line.js'
import { globalFlags } from './flags.js'
import type { Io } from './io.js'
import { parseWords, type Typed } from './program.js'
import { globalSettings, type Surroundings } from './settings.js'

export interface Process {
  readonly io: Io
  readonly around: Surroundings
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}

export async function main(words: readonly string[], process: Process): Promise<number> {
  const { io } = process
  try {
    const parsed = parseWords(words, { version: `dmbook ${packageFile.version}`, columns: Math.min(io.columns(), 100) })
    if (parsed.kind === 'verb') return await runTyped(parsed.typed, words, process)
    io.out.write(parsed.text)
    return exitCodes.ok
  } catch (thrown) {
    return sayError(thrown, { io, json: words.includes('--json') })
  }
}

async function runTyped(
  { verb, args, options }: Typed,
  words: readonly string[],
  process: Process & { readonly resumed?: ResumedRun | undefined },
): Promise<number> {
  const { around, resumed, ...rest } = process
  const settings = globalSettings(options, around)
  const shown = withoutSecrets(words, [...verb.flags, ...globalFlags])
  const command = await commandFor(verb.name)
  return runAudited(command, verb, {
    ...rest,
    commandLine: commandLine(shown),
    args,
    options: { ...options, verb: verb.name },
    settings,
    origin: { words: shown, cwd: settings.cwd, mirror: settings.mirror, resumed },
    again: (origin) => runAgain(origin, process),
  })
}

/** The words of another command, from where it was typed; a mirror of the environment wins over the one it had. */
async function runAgain({ words, cwd, mirror, resumed }: RunOrigin, process: Process): Promise<number> {
  const parsed = parseWords(words, { version: '', columns: 80 })
  if (parsed.kind === 'text') return exitCodes.ok
  const env = { ...(mirror === null ? {} : { DMBOOK_MIRROR: mirror }), ...process.around.env }
  return runTyped(parsed.typed, words, { ...process, around: { ...process.around, cwd, env }, resumed })
}

/** Prints an error and gives its exit code; a thrown thing that is no error of ours is a bug, with its stack. */
export function sayError(thrown: unknown, { io, json }: { io: Io; json: boolean }): number {
  if (thrown instanceof DmbookError) {
    if (json) io.warn(JSON.stringify({ error: { code: thrown.code, message: errorText(thrown) } }))
    else io.warn(errorText(thrown))
    return exitCodes[thrown.exit]
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  io.warn(`this is a bug of dmbook, please report it\n${stack}\nE-BUG, exit ${exitCodes.bug}`)
  return exitCodes.bug
}
