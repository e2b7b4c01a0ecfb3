// Plays dmctl: finds a master that answers, runs one command, prints its reply. Without a command it would be
// interactive; this one prints its usage instead.

import { readFileSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { parse } from 'smol-toml'
import { listOf } from '../address.js'
import { errorText } from '../dm_error.js'
import { GrpcError } from '../grpc_error.js'
import { HttpClient } from '../http/client.js'
import { tlsFilesOf } from '../http/tls_files.js'
import { type Program, Quit, shownStamp } from '../program.js'
import { versionText } from '../version_text.js'
import { asker, type Command, type CommandCall, type Option, UsageError } from './command.js'
import { commands } from './commands.js'

const globalOptions: Readonly<Record<string, Option>> = {
  version: { type: 'boolean', short: 'V' },
  help: { type: 'boolean', short: 'h' },
  config: { type: 'string' },
  'master-addr': { type: 'string' },
  'rpc-timeout': { type: 'string' },
  'ssl-ca': { type: 'string' },
  'ssl-cert': { type: 'string' },
  'ssl-key': { type: 'string' },
  source: { type: 'string', short: 's', multiple: true },
}

const probeMs = 3000

interface Words {
  readonly command: Command | null
  readonly name: string
  readonly args: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
}

export async function playDmctl(program: Program): Promise<void> {
  let client = new HttpClient()
  try {
    const words = readWords(program.args)
    client = new HttpClient(
      tlsFilesOf(new Map(Object.entries(words.values).map(([key, value]) => [key, String(value)]))),
    )
    if (words.values.version === true) return program.out(versionText(shownStamp(program)))
    if (words.command === null || words.values.help === true) return program.out(usage())
    const address = await connected(client, mastersOf(program, words))
    const timeoutMs = durationMs(String(words.values['rpc-timeout'] ?? '10m'))
    await words.command.run(callOf(program, { words, ask: asker(client, { address, timeoutMs }) }))
  } catch (error) {
    throw failure(error)
  } finally {
    client.close()
  }
}

function readWords(args: readonly string[]): Words {
  const loose = parseArgs({ args: [...args], options: globalOptions as ParseArgsConfig['options'] & {}, strict: false })
  const name = loose.positionals[0] ?? ''
  const command = Object.hasOwn(commands, name) ? (commands[name] ?? null) : null
  if (command === null && name !== '') throw new UsageError(`unknown command "${name}" for "dmctl"`)
  const options = { ...globalOptions, ...command?.options } as ParseArgsConfig['options'] & {}
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true })
  return { command, name, args: positionals.slice(1), values }
}

function callOf(program: Program, { words, ask }: { words: Words; ask: CommandCall['ask'] }): CommandCall {
  const { source } = words.values
  return {
    program,
    args: words.args,
    sources: (Array.isArray(source) ? source : []).flatMap((text) => listOf(String(text))),
    text: (option) => String(words.values[option] ?? ''),
    flag: (option) => words.values[option] === true,
    ask,
  }
}

function mastersOf(program: Program, { values }: Words): string[] {
  const file = String(values.config ?? '')
  const written = file === '' ? '' : String(parse(readFileSync(file, 'utf8'))['master-addr'] ?? '')
  const given = String(values['master-addr'] ?? program.env.DM_MASTER_ADDR ?? written)
  const masters = listOf(given).map((master) => master.replace(/^[a-z]+:\/\//, ''))
  if (masters.length === 0) throw new Quit(1, '--master-addr not provided, use --help to see help messages')
  return masters
}

/** The first address that takes a connection; who leads is the masters' business. */
async function connected(client: HttpClient, masters: readonly string[]): Promise<string> {
  for (const master of masters) {
    const answer = await client.send(`http://${master}/status`, { timeoutMs: probeMs }).catch(() => null)
    if (answer !== null) return master
  }
  throw new Quit(1, errorText(48001, { cause: `dial tcp ${masters.join(',')}: connect: connection refused` }))
}

function durationMs(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
  const found = /^(\d+)(ms|s|m|h)$/.exec(text)
  if (found === null) throw new UsageError(`invalid argument "${text}" for "--rpc-timeout" flag`)
  return Number(found[1]) * (units[found[2] ?? 's'] ?? 1000)
}

function failure(error: unknown): unknown {
  if (error instanceof Quit) return error
  if (error instanceof GrpcError) return new Quit(1, `Error: rpc error: code = ${error.code} desc = ${error.message}`)
  if (error instanceof Error) return new Quit(1, `Error: ${error.message}\n${usage()}`)
  return error
}

function usage(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage}`)
  return `DM control\n\nUsage:\n  dmctl [command]\n\nAvailable Commands:\n${lines.join('\n')}\n`
}
