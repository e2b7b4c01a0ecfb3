// The command line as commander knows it, built from the verbs' data. What a verb does is loaded when it is called.

import { Command as Commander, CommanderError, Option } from 'commander'
import { DmbookError } from '../core/error.js'
import { nearest } from '../core/text.js'
import { type Flag, globalFlags, type Verb } from './flags.js'
import { spelled } from './spelling.js'
import { verbs } from './verbs.js'

/** What was typed: the verb, its words and flags (by name with underscores). */
export interface Typed {
  readonly verb: Verb
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
}

/** What the words mean: a verb to run, or text that was asked for (help, version). */
export type Parsed = { readonly kind: 'verb'; readonly typed: Typed } | { readonly kind: 'text'; readonly text: string }

interface ProgramOptions {
  readonly version: string
  readonly columns: number
}

/** Reads the words after `dmbook`. Throws `E-USAGE` (exit 2), with the nearest right word. */
export function parseWords(words: readonly string[], options: ProgramOptions): Parsed {
  if (words.length === 1 && ['-v', '--version'].includes(words[0] ?? ''))
    return { kind: 'text', text: `${options.version}\n` }
  let typed: Typed | null = null
  let text = ''
  const program = new Commander('dmbook')
    .description('Deploy and maintain TiDB Data Migration clusters, and run playbooks of your own.')
    .addHelpText('after', '\ndmbook --version (-v) prints the version, dmbook VERB --help the flags of a verb.')
    .addHelpText('afterAll', `\n${everywhere}`)
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text += part
      },
      writeErr: () => {},
      getOutHelpWidth: () => options.columns,
    })
    .configureHelp({ showGlobalOptions: true })
  addFlags(program, globalFlags)
  for (const verb of verbs())
    addVerb(program, verb, (found) => {
      typed = found
    })
  try {
    program.parse(words.length === 0 ? ['--help'] : [...spelled(words, verbs())], { from: 'user' })
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return { kind: 'text', text }
    throw thrown instanceof CommanderError ? usageError(thrown, words) : thrown
  }
  return typed ? { kind: 'verb', typed } : { kind: 'text', text: program.helpInformation() }
}

/** Flags that every verb takes and few need: one line each in place of eight. */
const everywhere = `A jump host: --ssh-proxy-host HOST, also -user, -port, -identity-file, -use-password
Ansible Vault: --vault-password-file FILE, --vault-id LABEL@FILE`

function addVerb(program: Commander, verb: Verb, found: (typed: Typed) => void): void {
  const command = program.command(verb.name, { hidden: verb.hidden ?? false }).description(verb.summary)
  for (const argument of verb.arguments) command.argument(argument.startsWith('[') ? argument : `<${argument}>`)
  addFlags(command, verb.flags)
  command.action(() => {
    const options = Object.fromEntries(
      Object.entries(command.optsWithGlobals()).map(([name, value]) => [snake(name), value]),
    )
    found({ verb, args: command.args, options })
  })
}

function addFlags(command: Commander, flags: readonly Flag[]): void {
  for (const flag of flags) {
    const short = flag.short ? `-${flag.short}, ` : ''
    const option = new Option(`${short}--${flag.name}${flag.takes ? ` <${flag.takes}>` : ''}`, flag.summary)
    if (flag.choices) option.choices([...flag.choices])
    if (flag.many) {
      // a value of one's own may have commas in it
      const words = (value: string): string[] => (flag.takes === 'name=value' ? [value] : value.split(','))
      option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), ...words(value)])
    }
    if (flag.hidden) option.hideHelp()
    command.addOption(option)
    if (!flag.takes) command.addOption(new Option(`--no-${flag.name}`).hideHelp())
    if (!flag.takes) command.setOptionValue(camel(flag.name), undefined)
  }
}

function usageError(thrown: CommanderError, words: readonly string[]): DmbookError {
  const text = thrown.message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\?\)$/, '')
  const [, suggestion] = /\(Did you mean (.*)\?\)/.exec(thrown.message) ?? []
  const near =
    suggestion ??
    (thrown.code === 'commander.unknownCommand'
      ? nearest(
          words[0] ?? '',
          verbs().map(({ name }) => name),
        )
      : null)
  const verb = verbs().find(({ name }) => name === words[0])
  const help = verb
    ? `dmbook ${verb.name} --help shows its arguments and flags`
    : 'dmbook --help lists verbs, dmbook VERB --help its flags'
  const hint = near ? `did you mean ${near}?` : help
  return new DmbookError(`cannot run this as ${text}`, { code: 'E-USAGE', exit: 'input', hint })
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
