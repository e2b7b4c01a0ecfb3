// `completion bash|zsh|fish`: a script for the shell, made from the verbs' own data. It runs nothing of ours while one
// types: names of clusters are read from the state folder by the shell itself.

import type { Command } from '../cli/io.js'
import { verbs } from '../cli/verbs.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { nearest } from '../core/text.js'
import { type CompletedVerb, completedVerbs } from './completed_verbs.js'
import { bashCompletion } from './completion_bash.js'
import { fishCompletion } from './completion_fish.js'
import { zshCompletion } from './completion_zsh.js'

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
