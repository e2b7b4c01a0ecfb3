// The script for bash (3.2 and newer; needs no bash-completion package).

import { globalFlags } from '../cli/flags.js'
import { quote } from '../core/sh.js'
import { type CompletedVerb, takesFile } from './completed_verbs.js'

export function bashCompletion(known: readonly CompletedVerb[]): string {
  const names = known.map(({ name }) => name).join(' ')
  const none = { name: '', summary: '', words: [], flags: globalFlags.filter(({ hidden }) => hidden !== true) }
  const verbs = [none, ...known]
  return `# completion of dmbook for bash: source <(dmbook completion bash)
_dmbook_clusters() {
  local folder=\${DMBOOK_HOME:-$HOME/.dmbook}/clusters each
  for each in "$folder"/*/; do [ -d "$each" ] && { each=\${each%/}; printf '%s\\n' "\${each##*/}"; }; done
}
_dmbook() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb='' at=-1 each i words=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    each=\${COMP_WORDS[i]}
    case $each in
      -*) _dmbook_takes "$verb" "$each" && ((i++)) ;;
      *) if [ -z "$verb" ]; then verb=$each; fi; ((at++)) ;;
    esac
  done
  if _dmbook_takes "$verb" "$before"; then
    words=$(_dmbook_values "$verb" "$before")
  elif [ "\${word#-}" != "$word" ]; then
    words=$(_dmbook_flags "$verb")
  elif [ -z "$verb" ]; then
    words=${quote(names)}
  else
    words=$(_dmbook_words "$verb" "$at")
  fi
  [ "$words" = '<files>' ] && { COMPREPLY=($(compgen -f -- "$word")); return; }
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
_dmbook_flags() {
  case $1 in
${verbs.map(({ name, flags }) => `    '${name}') echo ${quote(flags.map((flag) => `--${flag.name}`).join(' '))} ;;`).join('\n')}
  esac
}
_dmbook_words() {
  case "$1 $2" in
${verbs.flatMap(wordCases).join('\n')}
  esac
}
_dmbook_takes() {
  case "$1 $2" in
${verbs.map(takesCase).join('\n')}
    *) return 1 ;;
  esac
}
_dmbook_values() {
  case "$1 $2" in
${verbs.flatMap(valueCases).join('\n')}
  esac
}
complete -o filenames -F _dmbook dmbook
`
}

function wordCases({ name, words }: CompletedVerb): string[] {
  return words.flatMap((choices, position) => {
    const label = `    '${name} ${position}')`
    if (choices === 'clusters') return [`${label} _dmbook_clusters ;;`]
    if (choices === 'files') return [`${label} echo '<files>' ;;`]
    return choices === null ? [] : [`${label} echo ${quote(choices.join(' '))} ;;`]
  })
}

const spellings = ({ name, short }: { name: string; short?: string }): string[] =>
  short ? [`--${name}`, `-${short}`] : [`--${name}`]

function takesCase({ name, flags }: CompletedVerb): string {
  const patterns = flags.filter(({ takes }) => takes !== null).flatMap(spellings)
  return `    ${patterns.map((flag) => `'${name} ${flag}'`).join(' | ')}) return 0 ;;`
}

function valueCases({ name, flags }: CompletedVerb): string[] {
  return flags.flatMap((flag) => {
    const choices = takesFile(flag) ? ['<files>'] : (flag.choices ?? [])
    if (choices.length === 0) return []
    const patterns = spellings(flag).map((spelling) => `'${name} ${spelling}'`)
    return [`    ${patterns.join(' | ')}) echo ${quote(choices.join(' '))} ;;`]
  })
}
