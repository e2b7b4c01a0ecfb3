// The verbs as completion sees them: what help hides is left out, and each place says what may stand there.

import { type Flag, globalFlags, type Verb } from '../cli/flags.js'

/** A verb as completion sees it. `words` are what its arguments may be, by position; null where it is the user's own. */
export interface CompletedVerb {
  readonly name: string
  readonly summary: string
  readonly words: readonly (readonly string[] | 'clusters' | 'files' | null)[]
  readonly flags: readonly Flag[]
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

const fileFlags = new Set(['file', 'where', 'path', 'package', 'topology'])

/** What follows the flag is a file or a folder. */
export const takesFile = ({ takes }: Flag): boolean => takes !== null && fileFlags.has(takes)
