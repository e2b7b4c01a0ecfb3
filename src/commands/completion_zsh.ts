// The script for zsh, with what each flag and verb is for.

import type { Flag } from '../cli/flags.js'
import { type CompletedVerb, takesFile } from './completed_verbs.js'

export function zshCompletion(verbs: readonly CompletedVerb[]): string {
  return `#compdef dmbook
# completion of dmbook for zsh: source <(dmbook completion zsh), or as _dmbook in a folder of $fpath
_dmbook_clusters() {
  local -a names
  names=(\${DMBOOK_HOME:-$HOME/.dmbook}/clusters/*(N/:t))
  compadd -a names
}
_dmbook() {
  local -a verbs
  verbs=(
${verbs.map(({ name, summary }) => `    ${text(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
${verbs.map(verbCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _dmbook ]; then _dmbook "$@"; else compdef _dmbook dmbook; fi
`
}

function verbCase({ name, words, flags }: CompletedVerb): string {
  const specs = [...flags.flatMap(flagSpecs), ...words.map(wordSpec)].map((spec) => `      ${spec}`)
  return `    ${name}) _arguments \\\n${specs.join(' \\\n')} ;;`
}

function flagSpecs(flag: Flag): string[] {
  const { name, short, takes, summary, many, choices } = flag
  const about = `[${escaped(summary)}]`
  const value =
    takes === null ? '' : `:${takes}:${choices ? `(${choices.join(' ')})` : takesFile(flag) ? '_files' : ' '}`
  const star = many ? '*' : ''
  return [`--${name}`, ...(short ? [`-${short}`] : [])].map((word) => text(`${star}${word}${about}${value}`))
}

function wordSpec(choices: CompletedVerb['words'][number], position: number): string {
  const at = `${position + 1}:`
  if (choices === 'clusters') return text(`${at}cluster:_dmbook_clusters`)
  if (choices === 'files') return text(`${at}file:_files`)
  return text(choices === null ? `${at}: ` : `${at}word:(${choices.join(' ')})`)
}

const escaped = (words: string): string => words.replace(/[[\]:\\]/g, '\\$&')

const text = (words: string): string => `'${words.replaceAll("'", "'\\''")}'`
