// What both servers do with their arguments: -V, usage, the configuration file, and the values flags leave.

import { FlagError, type FlagSpecs, parseFlags, usageText } from './flags.js'
import { type Program, Quit, shownStamp } from './program.js'
import { type KnownKeys, readTomlConfig } from './toml_config.js'
import { versionText } from './version_text.js'

/** Values by name, those of the file where no flag was given. Throws Quit for whatever ends the start. */
export function readServerConfig(
  program: Program,
  { specs, known }: { readonly specs: FlagSpecs; readonly known: KnownKeys },
): ReadonlyMap<string, string> {
  const flags = flagsOf(program, specs)
  if (flags.get('V') === 'true') {
    program.out(versionText(shownStamp(program)))
    throw new Quit(0, '')
  }
  if (flags.get('print-sample-config') === 'true') {
    program.out(sampleConfig(known))
    throw new Quit(0, '')
  }
  const file = flags.get('config') ?? ''
  return file === '' ? flags : new Map([...configOf(file, { program, known }), ...flags])
}

function flagsOf(program: Program, specs: FlagSpecs): ReadonlyMap<string, string> {
  try {
    const { values, rest, help } = parseFlags(program.args, specs)
    if (help) {
      program.err(usageText(program.stamp.program, specs))
      throw new Quit(0, '')
    }
    if (rest.length > 0) throw new FlagError(`'${rest[0]}' is an invalid flag`)
    return values
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    program.err(`${error.message}\n${usageText(program.stamp.program, specs)}`)
    throw new Quit(2, `parse cmd flags err: ${error.message}`)
  }
}

function configOf(
  file: string,
  { program, known }: { readonly program: Program; readonly known: KnownKeys },
): ReadonlyMap<string, string> {
  try {
    return readTomlConfig(file, { known, version: program.stamp.version })
  } catch (error) {
    throw new Quit(2, `parse cmd flags err: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function sampleConfig(known: KnownKeys): string {
  return Object.keys(known)
    .map((key) => `# ${key} = ""\n`)
    .join('')
}
