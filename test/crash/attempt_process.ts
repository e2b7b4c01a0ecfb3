// The process in which attempts live and die. Bundled once, started whenever the one before it was killed.
// Takes attempts as messages and answers each with how it ended, if it is still there then.

import { join } from 'node:path'
import { attempt, type Ended } from './attempt.js'
import { Boundaries, boundStateFolder } from './boundaries.js'
import type { Verb } from './verbs.js'

export interface Wanted {
  readonly verb: Verb
  readonly killAt: number
}

const [root = '', packageRoot = ''] = process.argv.slice(2)
const current = { boundaries: new Boundaries(0, '') }
boundStateFolder(join(root, 'home'), () => current.boundaries)

process.on('message', async ({ verb, killAt }: Wanted) => {
  current.boundaries = new Boundaries(killAt, join(root, 'killed_at'))
  const ended: Ended = await attempt(verb, { root, packageRoot, boundaries: current.boundaries })
  if (process.connected) process.send?.(ended)
})
