// The script for fish: one line for each word that may stand somewhere.

import type { Flag } from '../cli/flags.js'
import { type CompletedVerb, takesFile } from './completed_verbs.js'

export function fishCompletion(verbs: readonly CompletedVerb[]): string {
  return `# completion of dmbook for fish: dmbook completion fish | source
function __dmbook_clusters
    set -l home $DMBOOK_HOME
    test -n "$home"; or set home $HOME/.dmbook
    for each in $home/clusters/*/
        basename $each
    end
end
function __dmbook_verb
    set -l words (commandline -opc)
    if test (count $words) -lt 2
        test -z "$argv[1]"
    else
        test "$words[2]" = "$argv[1]"
    end
end
function __dmbook_at
    set -l words (commandline -opc)
    test (count $words) -eq (math $argv[2] + 2); and test $words[2] = $argv[1]
end
complete -c dmbook -f
${verbs.flatMap(verbLines).join('\n')}
`
}

function verbLines({ name, summary, words, flags }: CompletedVerb): string[] {
  const only = `'__dmbook_verb ${name}'`
  return [
    `complete -c dmbook -n __dmbook_verb -a ${name} -d ${text(summary)}`,
    ...words.flatMap((choices, position) => {
      const here = `complete -c dmbook -n '__dmbook_at ${name} ${position}'`
      if (choices === 'clusters') return [`${here} -a '(__dmbook_clusters)'`]
      if (choices === 'files') return [`${here} -F`]
      return choices === null ? [] : [`${here} -a ${text(choices.join(' '))}`]
    }),
    ...flags.map((flag) => `complete -c dmbook -n ${only} ${flagWords(flag)}`),
  ]
}

function flagWords(flag: Flag): string {
  const { name, short, takes, summary, choices } = flag
  const wanted = choices ? ` -x -a ${text(choices.join(' '))}` : takesFile(flag) ? ' -r -F' : ' -x'
  const value = takes === null ? '' : wanted
  return `-l ${name}${short ? ` -s ${short}` : ''}${value} -d ${text(summary)}`
}

/** Fish knows two escapes inside single quotes. */
const text = (words: string): string => `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
