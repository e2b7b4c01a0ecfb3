// Runs a program on the machine. Words are handed over as they are; only `shell` is read by a shell.
// Does nothing where `creates`, `removes` or `unless` says that it was done.

import type { Static } from 'typebox'
import type { Output, Reader, ScriptOptions } from '../hosts/host.js'
import { commandLine, commandScript } from './command_script.js'
import { anyExit, type Check, defineModule, differs, ModuleError, same } from './module.js'
import {
  absolutePath,
  boolean,
  duration,
  durationMs,
  either,
  list,
  object,
  optional,
  string,
  variables,
} from './params.js'

const words = (description: string) => list(string('A word.'), description)

const params = object({
  argv: optional(words('The program and its arguments.')),
  shell: optional(string('Instead of argv: a text for sh. Put no values into it that others can choose.')),
  chdir: optional(absolutePath('Where it runs; / when absent.')),
  env: optional(variables('Environment variables. They never stand in an argument list.')),
  stdin: optional(string('What it reads; nothing when absent.')),
  creates: optional(absolutePath('Not run where this exists.')),
  removes: optional(absolutePath('Not run where this does not exist.')),
  unless: optional(either([words('A program.'), string('A text for sh.')], 'Not run where this ends with 0.')),
  read_only: boolean('It changes nothing: never counts as a change, and runs in a plan too.', { default: false }),
  timeout: duration('Longest run; it is ended then, with its children.', { default: '10m' }),
})
type CommandParams = Static<typeof params>

export const command = defineModule({
  kind: 'action',
  summary: 'Run a program.',
  description:
    'An exit code other than 0 is a failure; the register has the output all the same. Whoever may look at the processes ' +
    'of the machine sees arguments: hand secrets over by env or stdin, and use no_log.',
  params,
  results: {
    rc: 'Its exit code, null where it was not run.',
    stdout: 'What it wrote.',
    stderr: 'What it complained.',
    lines: 'The lines of stdout.',
  },
  examples: [
    { argv: ['/dm-deploy/bin/dmctl', '--master-addr', '172.19.0.101:8261', 'list-member'], read_only: true },
    {
      shell: 'tar -cf - conf | gzip >conf.tar.gz',
      chdir: '/dm-deploy/dm-master-8261',
      creates: '/dm-deploy/conf.tar.gz',
    },
    { argv: ['useradd', '--create-home', 'tidb'], unless: ['id', 'tidb'], env: { LANG: 'C' } },
  ],

  async foresee(host, want) {
    if (await isDone(host, want)) return same({ rc: null, stdout: '', stderr: '', lines: [] })
    return want.read_only ? readOnly(host, want) : differs(`run ${commandLine(want)}`)
  },

  async act(host, want) {
    const output = await host.run(commandScript(want), runOptions(want))
    return { changed: true, result: resultOf(want, output) }
  },
})

async function isDone(host: Reader, { creates, removes, ...want }: CommandParams): Promise<boolean> {
  const [made, left, unless] = await Promise.all([
    creates === undefined ? null : host.stat(creates),
    removes === undefined ? null : host.stat(removes),
    want.unless === undefined ? null : host.read(commandScript(unlessOf(want)), { accept: anyExit }),
  ])
  return (made !== null && made.kind !== 'missing') || left?.kind === 'missing' || unless?.rc === 0
}

/** The same surroundings for the question as for the deed. */
const unlessOf = ({ unless = '', chdir, env }: Pick<CommandParams, 'unless' | 'chdir' | 'env'>) => ({
  ...(typeof unless === 'string' ? { shell: unless } : { argv: unless }),
  ...(chdir === undefined ? {} : { chdir }),
  ...(env === undefined ? {} : { env }),
})

async function readOnly(host: Reader, want: CommandParams): Promise<Check> {
  return same(resultOf(want, await host.read(commandScript(want), runOptions(want))))
}

const runOptions = (want: CommandParams): ScriptOptions => ({
  accept: anyExit,
  timeoutMs: durationMs(want.timeout, 600_000),
  doing: `run ${commandLine(want)}`,
})

/** Throws a ModuleError with the output where the program failed. */
function resultOf(want: CommandParams, { rc, stdout, stderr }: Output): object {
  const result = { rc, stdout, stderr, lines: stdout === '' ? [] : stdout.replace(/\n$/, '').split('\n') }
  if (rc === 0) return result
  const said = (stderr.trim() === '' ? stdout : stderr).trim().split('\n').slice(-10).join('\n')
  throw new ModuleError(`cannot run ${commandLine(want)} as it ended with ${rc}`, {
    code: 'E-COMMAND',
    detail: said,
    result,
  })
}
