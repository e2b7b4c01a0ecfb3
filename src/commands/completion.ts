// `completion bash|zsh|fish`: a script for the shell, made from the verbs' own data. It runs nothing of ours while one
// types: names of clusters are read from the state folder by the shell itself.

import { type Flag, globalFlags, type Verb } from '../cli/flags.js'
import type { Command } from '../cli/io.js'
import { verbs } from '../cli/verbs.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { nearest } from '../core/text.js'
import { bashCompletion } from './completion_bash.js'
import { fishCompletion } from './completion_fish.js'
import { zshCompletion } from './completion_zsh.js'

/** A verb as completion sees it. `words` are what its arguments may be, by position; null where it is the user's own. */
export interface CompletedVerb {
  readonly name: string
  readonly summary: string
  readonly words: readonly (readonly string[] | 'clusters' | 'files' | null)[]
  readonly flags: readonly Flag[]
}

const shells: Readonly<Record<string, (verbs: readonly CompletedVerb[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

export const completion: Command = {
  async run({ io, args: [shell = ''] }) {
    const script = new Map(Object.entries(shells)).get(shell)
    if (!script) {
      const near = nearest(shell, Object.keys(shells))
      throw new DmbookError(`cannot complete words in ${shell} as only bash, zsh and fish are known`, {
        code: 'E-USAGE',
        exit: 'input',
        hint: near ? `did you mean ${near}?` : 'source <(dmbook completion bash)',
      })
    }
    io.out.write(script(completedVerbs(verbs())))
    return exitCodes.ok
  },
}

/** Without what help hides. */
export function completedVerbs(all: readonly Verb[]): CompletedVerb[] {
  return all
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, summary, arguments: words, flags }) => ({
      name,
      summary,
      words: words.map(wordsOf),
      flags: [...flags, ...globalFlags].filter(({ hidden }) => hidden !== true),
    }))
}

const fileWords = new Set(['topology', 'file', 'playbook', 'package'])

function wordsOf(argument: string): CompletedVerb['words'][number] {
  const bare = argument.replace(/^\[(.*)\]$/, '$1')
  if (bare === 'cluster-name') return 'clusters'
  if (fileWords.has(bare)) return 'files'
  const choices = bare.split('|').filter((word) => word !== 'id')
  return bare.includes('|') ? choices : null
}
