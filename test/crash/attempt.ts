// One attempt at a verb in a folder of its own, by the same way as from the command line, up to its end or its death.

import { setMaxListeners } from 'node:events'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { parseWords } from '../../src/cli/program.js'
import { sayError } from '../../src/cli/run_verb.js'
import { globalSettings } from '../../src/cli/settings.js'
import { runPlaybook } from '../../src/commands/playbook.js'
import type { Event } from '../../src/core/event.js'
import { recordedIo } from '../fakes/typed.js'
import type { Boundaries } from './boundaries.js'
import { crashWorld } from './crash_world.js'
import { asks, type Verb, words } from './verbs.js'

export interface HostChange {
  readonly host: string
  readonly task: string
}

export interface Ended {
  readonly exit: number
  readonly changes: readonly HostChange[]
  /** what was said on standard error: why it failed */
  readonly said: string
  /** how many of those that count it passed */
  readonly boundaries: number
}

interface Place {
  /** absolute: the state folder `home`, the machine's units, packages and the topology lie in it */
  readonly root: string
  /** of dmbook itself */
  readonly packageRoot: string
  readonly boundaries: Boundaries
}

export async function attempt(verb: Verb, { root, packageRoot, boundaries }: Place): Promise<Ended> {
  const typed = [...words[verb], '-y', '--json']
  const parsed = parseWords(typed, { version: '', columns: 80 })
  if (parsed.kind === 'text') throw new TypeError(parsed.text)
  const { args, options } = parsed.typed
  const around = { env: { DMBOOK_HOME: 'home' }, cwd: root, userHome: root, user: userInfo().username, packageRoot }
  const { io, said } = recordedIo()
  const never = new AbortController().signal
  setMaxListeners(0, never)
  const invocation = {
    io,
    commandLine: `dmbook ${typed.join(' ')}`,
    args,
    options: { ...options, verb: typed[0], ...asks[verb] },
    settings: globalSettings(options, around),
    stop: never,
    abort: never,
  }
  const world = crashWorld(join(root, 'units'), boundaries)
  const exit = await runPlaybook(invocation, world).catch((thrown: unknown) => sayError(thrown, { io, json: false }))
  return { exit, changes: changesIn(said().out), said: said().err, boundaries: boundaries.passed }
}

function changesIn(out: string): HostChange[] {
  const lines = out.split('\n').filter((line) => line.startsWith('{'))
  const events = lines.map((line): Event => JSON.parse(line))
  return events.flatMap((event) =>
    event.kind === 'host_finished' && event.outcome.kind === 'changed'
      ? { host: event.host, task: event.task.name }
      : [],
  )
}
