// From words to an exit code: parse, load the verb, run it, say what went wrong. Nothing thrown passes this file.

import packageFile from '../../package.json' with { type: 'json' }
import { commandFor } from '../commands/index.js'
import { DmbookError, errorText, exitCodes } from '../core/error.js'
import type { Io } from './io.js'
import { parseWords } from './program.js'
import { globalSettings, type Surroundings } from './settings.js'

export interface Process {
  readonly io: Io
  readonly around: Surroundings
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}

export async function main(words: readonly string[], process: Process): Promise<number> {
  const { io, around } = process
  try {
    const parsed = parseWords(words, { version: `dmbook ${packageFile.version}`, columns: Math.min(io.columns(), 100) })
    if (parsed.kind === 'text') {
      io.out.write(parsed.text)
      return exitCodes.ok
    }
    const { verb, args, options } = parsed.typed
    const settings = globalSettings(options, around)
    const command = await commandFor(verb.name)
    const commandLine = ['dmbook', ...words].join(' ')
    return await command.run({
      io,
      commandLine,
      args,
      options: { ...options, verb: verb.name },
      settings,
      stop: process.stop,
      abort: process.abort,
    })
  } catch (thrown) {
    return sayError(thrown, { io, json: words.includes('--json') })
  }
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
