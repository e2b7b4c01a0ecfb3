// One look at many paths, by one script. Where the script fails as a whole (one path cannot be read, another one came or
// went meanwhile) each is looked at alone, so that a trouble is told of its own path only.

import { CommandError } from './errors.js'
import type { Looked } from './host.js'
import { type ManyLook, parseLooked } from './looks.js'
import { defaultTimeoutMs, type Run } from './run.js'

interface Looking {
  readonly run: Run
  readonly look: ManyLook
  /** completes "cannot …" in messages */
  readonly doing: (path: string) => string
}

export async function lookAtMany(
  paths: readonly string[],
  looking: Looking,
): Promise<readonly PromiseSettledResult<Looked>[]> {
  if (paths.length > 1) {
    const all = await lookAtAll(paths, looking).catch(onlyFailed)
    if (all) return all.map((value) => ({ status: 'fulfilled', value }))
  }
  return Promise.allSettled(paths.map((path) => lookAtOne(path, looking)))
}

async function lookAtOne(path: string, looking: Looking): Promise<Looked> {
  const [looked] = (await lookAtAll([path], looking)) ?? []
  return looked ?? { kind: 'refused', why: 'it came or went meanwhile' }
}

async function lookAtAll(paths: readonly string[], { run, look, doing }: Looking): Promise<Looked[] | null> {
  const { stdout } = await run(look.script(paths), {
    shared: true,
    timeoutMs: defaultTimeoutMs * paths.length,
    doing: doing(paths.join(', ')),
  })
  return parseLooked(stdout, paths.length, look)
}

function onlyFailed(thrown: unknown): null {
  if (thrown instanceof CommandError) return null
  throw thrown
}
