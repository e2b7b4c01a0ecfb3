// What was typed, as commander wants it: switches without values, `dmctl:VERSION`, and the words that a verb hands on.

import { DmbookError } from '../core/error.js'
import { globalFlags, type Verb } from './flags.js'

/**
 * `--x=true` becomes `--x`, `--x=false` `--no-x`; `dmctl:v8.1.0` `dmctl` of that version. The words of a verb that hands
 * them on (dmctl) stand behind `--`, so that nobody else reads them. Throws E-USAGE for a switch with another value.
 */
export function spelled(words: readonly string[], verbs: readonly Verb[]): readonly string[] {
  const [first = '', ...rest] = words
  const [, dmctlVersion] = /^dmctl:(.+)$/.exec(first) ?? []
  if (dmctlVersion) return spelled(['dmctl', '--dmctl-version', dmctlVersion, ...rest], verbs)
  const verb = verbs.find(({ name }) => name === first)
  if (verb?.rest) return [first, ...handedOn(rest, verb)]
  const flags = [...globalFlags, ...verbs.flatMap((each) => each.flags)]
  const switches = new Set(flags.flatMap(({ takes, name }) => (takes ? [] : name)))
  return words.map((word) => switchWord(word, switches))
}

/** The verb's own flags come first; everything from the first other word on belongs to whom it is handed. */
function handedOn(words: readonly string[], { flags }: Verb): readonly string[] {
  const own = new Set(flags.filter(({ takes }) => takes).map(({ name }) => `--${name}`))
  let count = 0
  while (own.has(words[count] ?? '')) count += 2
  const rest = words[count] === '--' ? words.slice(count + 1) : words.slice(count)
  return rest.length === 1 && /^(-h|--help)$/.test(rest[0] ?? '') && count === 0
    ? rest
    : [...words.slice(0, count), '--', ...rest]
}

function switchWord(word: string, switches: ReadonlySet<string>): string {
  const [, name = '', value = ''] = /^--([a-z-]+)=(.*)$/.exec(word) ?? []
  if (!switches.has(name)) return word
  if (/^(true|1)$/i.test(value)) return `--${name}`
  if (/^(false|0)$/i.test(value)) return `--no-${name}`
  throw new DmbookError(`cannot read --${name} as it is true or false: "${value}"`, { code: 'E-USAGE', exit: 'input' })
}
