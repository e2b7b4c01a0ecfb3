// The script of a command. Its text goes to the machine's shell as input: variables and stdin never stand in an
// argument list there.

import { type Script, sh } from '../core/sh.js'
import { ModuleError } from './module.js'

interface Command {
  readonly argv?: readonly string[]
  readonly shell?: string
  readonly chdir?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

export function commandScript({ chdir, env = {}, stdin, ...program }: Command): Script {
  const variables = Object.entries(env).map(([name, value]) => sh`export ${name}=${value}`)
  const place = chdir === undefined ? [] : [sh`cd ${chdir} || exit 1`]
  const run = programScript(program)
  return sh.lines([...place, ...variables, stdin === undefined ? run : sh`printf %s ${stdin} | ${sh.part(run)}`])
}

function programScript({ argv = [], shell }: Pick<Command, 'argv' | 'shell'>): Script {
  if (argv.length > 0 && shell === undefined) return sh`${argv}`
  if (argv.length === 0 && shell !== undefined) return sh`sh -c ${shell}`
  throw new ModuleError('cannot run anything as exactly one of argv and shell must be given')
}

/** What people read: the words, shortened. */
export function commandLine({ argv = [], shell }: Pick<Command, 'argv' | 'shell'>): string {
  const line = (shell ?? argv.join(' ')).replaceAll('\n', ' ')
  return line.length > 100 ? `${line.slice(0, 100)}…` : line
}
