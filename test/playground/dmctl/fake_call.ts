// A command's call in memory: what it asked the master, and what it printed.

import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Command } from '../../../src/playground/dmctl/command.js'
import { fakeProgram } from '../fake_program.js'

export interface Ran {
  readonly asked: readonly { readonly method: string; readonly request: unknown }[]
  readonly out: string
}

/** Runs one command against a master that answers everything with `reply`. */
export async function run(
  command: Command | undefined,
  words: readonly string[],
  reply: unknown = { result: true },
): Promise<Ran> {
  if (command === undefined) throw new Error('there is no such command')
  const options = {
    ...command.options,
    source: { type: 'string', short: 's', multiple: true },
  } as ParseArgsConfig['options'] & {}
  const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true })
  const program = fakeProgram()
  const asked: { method: string; request: unknown }[] = []
  await command.run({
    program,
    args: positionals,
    sources: (values.source ?? []) as string[],
    text: (option) => String(values[option as keyof typeof values] ?? ''),
    flag: (option) => (values as Record<string, unknown>)[option] === true,
    ask: async (method, request) => {
      asked.push({ method, request })
      return reply as never
    },
  })
  return { asked, out: program.written.out }
}
