// The process in which attempts live and die. Bundled once, started whenever the one before it was killed.
// Takes attempts as messages and answers each with how it ended, if it is still there then.

import { join } from 'node:path'
import { attempt, type Ended } from './attempt.js'
import { boundStateFolder } from './boundaries.js'
import { boundariesFor, type KillAt } from './journal_boundaries.js'
import type { Verb } from './verbs.js'

export interface Wanted {
  readonly verb: Verb
  readonly killAt: KillAt
}

const [root = '', packageRoot = ''] = process.argv.slice(2)
const epitaph = join(root, 'killed_at')
const current = { boundaries: boundariesFor({ number: 0, at: 'effects' }, epitaph) }
boundStateFolder(join(root, 'home'), () => current.boundaries)

process.on('message', async ({ verb, killAt }: Wanted) => {
  current.boundaries = boundariesFor(killAt, epitaph)
  const ended: Ended = await attempt(verb, { root, packageRoot, boundaries: current.boundaries })
  if (process.connected) process.send?.(ended)
})
