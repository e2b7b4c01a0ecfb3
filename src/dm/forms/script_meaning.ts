// A run script as settings: where it runs, what it starts, each flag with its value, where its output goes. Knows the
// few sentences that run scripts of TiUP (since 1.1) and of dmbook are made of; any other makes it unreadable, since it
// might do anything. What stands behind the program that takes the shell's place is never reached, and says nothing.

import type { Meaning } from './meaning.js'
import { shellWords } from './shell_words.js'

/** Null where a line does something that run scripts do not do. */
export function scriptMeaning(text: string): Meaning | null {
  const reading: Reading = { found: new Map(), variables: new Map() }
  for (const line of sentences(text)) {
    const sentence = sentenceKinds.find(({ form }) => form.test(line))
    const end = sentence?.read(line, reading)
    if (end === undefined || end === 'unknown') return null
    if (end === 'replaced') return reading.found
  }
  return null
}

interface Reading {
  readonly found: Map<string, string>
  readonly variables: Map<string, string>
}

/** `replaced`: the shell is gone. */
type End = 'goes on' | 'replaced' | 'unknown'

/** What Prometheus scripts of TiUP write for a program that DM clusters have no use for. */
const wrapper =
  /^if \[ -e "bin\/ng-monitoring-server" \]; then\necho "#!\/bin\/bash\n[^"]*" > scripts\/ng-wrapper\.sh\nfi$/m

/** Without comments; a line that ends with a backslash is one with the next, and so are the lines of an array. */
function sentences(text: string): string[] {
  const lines = text.replace(wrapper, '').split('\n')
  const without = lines.filter((line) => !/^\s*#/.test(line)).join('\n')
  const whole = without.replaceAll(/\\\n/g, ' ')
  return whole
    .replaceAll(/^ARGS=\(\n([^()]*)\n\)$/gm, (_, words: string) => `ARGS=( ${words.replaceAll('\n', ' ')} )`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

interface SentenceKind {
  readonly form: RegExp
  read(line: string, reading: Reading): End
}

const silent = (): End => 'goes on'

const sentenceKinds: readonly SentenceKind[] = [
  { form: /^set -e$/, read: silent },
  { form: /^exec 2>&1$/, read: silent },
  { form: /^cd "?\$\{?DEPLOY_DIR\}?"?( \|\| exit 1)?$/, read: silent },
  // both exporters: a bare program where the package holds no folder
  { form: /^if \[ ! -f \$EXPORTER_BIN \]; then$/, read: silent },
  { form: /^fi$/, read: silent },
  { form: /^EXPORTER_BIN=bin\/\w+$/, read: silent },
  { form: /^\[ -f "\$PROGRAM" \] \|\| PROGRAM=bin\/\w+$/, read: silent },
  { form: /^\/bin\/bash scripts\/ng-wrapper\.sh &$/, read: (_, { found }) => set(found, 'beside', 'ng-monitoring') },
  { form: /^export LANG=\S+$/, read: (line, { found }) => set(found, 'LANG', line.split('=')[1] ?? '') },
  { form: /^exec > >\(tee -i -a (.+)\)$/, read: output },
  { form: /^ARGS=\( .* \)$/, read: list },
  { form: /^\w+=\S*$/, read: assignment },
  { form: /^(LANG=\S+ +)?exec /, read: program },
]

function set(found: Map<string, string>, name: string, value: string): End {
  found.set(name, value)
  return 'goes on'
}

function output(line: string, { found, variables }: Reading): End {
  const words = shellWords(line.slice('exec > >(tee -i -a '.length, -1), variables)
  return words?.length === 1 ? set(found, 'output', words[0] ?? '') : 'unknown'
}

function assignment(line: string, { found, variables }: Reading): End {
  const words = shellWords(line, variables)
  const [, name = '', value] = /^(\w+)=(.*)$/.exec(words?.[0] ?? '') ?? []
  if (words?.length !== 1 || value === undefined) return 'unknown'
  variables.set(name, value)
  return name === 'DEPLOY_DIR' ? set(found, 'directory', value) : 'goes on'
}

/** dmbook keeps arguments in an array, which is put in where the program is started. */
function list(line: string, { variables }: Reading): End {
  const words = shellWords(line.slice('ARGS=( '.length, -' )'.length), variables)
  if (words === null) return 'unknown'
  variables.set('ARGS[@]', words.join('\0'))
  return 'goes on'
}

function program(line: string, { found, variables }: Reading): End {
  const [, language, rest = ''] = /^(?:LANG=(\S+) +)?exec (.*)$/.exec(line) ?? []
  const [start = '', behind = ''] = rest.split(' "${ARGS[@]}"')
  const words = shellWords(`${start}${behind}`, variables)
  if (words === null) return 'unknown'
  const all = [...words, ...(variables.get('ARGS[@]')?.split('\0') ?? [])]
  if (language !== undefined) set(found, 'LANG', language)
  const command = withoutNuma(all, found)
  set(found, 'program', command[0] ?? '')
  return argumentsOf(command.slice(1), found) ? 'replaced' : 'unknown'
}

function withoutNuma(words: readonly string[], found: Map<string, string>): readonly string[] {
  if (words[0] !== 'numactl') return words
  const end = words.findIndex((word, index) => index > 0 && !word.startsWith('--'))
  set(found, 'numactl', words.slice(1, end).join(' '))
  return words.slice(end)
}

const outputs: Readonly<Record<string, string>> = { '>>': 'standard output', '2>>': 'standard error' }

/** As TiUP before 1.16.5 has it. */
const olderNames: Readonly<Record<string, string>> = { '--storage.tsdb.retention': '--storage.tsdb.retention.time' }

/** Lists of peers say the same in any order, and so does what is given several times. */
function argumentsOf(words: readonly string[], found: Map<string, string>): boolean {
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const stream = outputs[word]
    if (stream !== undefined) set(found, stream, rest.shift() ?? '')
    else if (!word.startsWith('--')) return false
    else flag(word, found)
  }
  return true
}

function flag(word: string, found: Map<string, string>): void {
  const [, written = '', value = ''] = /^(--[^=]+)=?(.*)$/s.exec(word) ?? []
  const name = olderNames[written] ?? written
  const said = /^--(join|initial-cluster)$/.test(name) ? value.split(',').sort().join(',') : value
  const before = found.get(name)
  set(found, name, before === undefined ? said : [...before.split('\n'), said].sort().join('\n'))
}
