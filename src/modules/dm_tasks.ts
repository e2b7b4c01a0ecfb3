// Looks at the tasks of sources whose worker is about to be disturbed. Of a task that only follows the binlog a restart
// costs half a second; a dump or a load begins its file anew, perhaps elsewhere; and a relay log that is written on one
// worker is pulled anew by the next, if the upstream still has it (dm-runtime §2.11, §3.10).

import type { Static } from 'typebox'
import type { DmApi, Members, SourceStatus } from '../hosts/dm_api.js'
import { dmOf } from './dm_leader.js'
import { allowed, refuse } from './guard.js'
import { defineModule } from './module.js'
import { boolean, list, object, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  sources: list(string('The id of a source.'), 'Those whose worker is disturbed.'),
  move: boolean('Whether they are handed to another worker first.', { default: false }),
  allow: allowed,
})
type Params = Static<typeof params>

export const dmTasks = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Refuse to disturb the worker of a source whose tasks would lose work.',
  description:
    'Refused are tasks in dump or load (guard tasks), a relay log where a free worker would take the source over (guard ' +
    'relay), and, where sources are handed over first, no free worker (guard binding). A source that nobody can be asked ' +
    'about is no trouble: its worker is down already. Asked from the control machine.',
  params,
  results: { stages: 'What each task of them does now: source, task, stage.' },
  examples: [{ sources: ['mysql-01'] }, { sources: ['mysql-01'], move: true, allow: ['relay'] }],

  async read(_host, want, tools) {
    if (want.sources.length === 0) return { stages: [] }
    const dm = dmOf(tools)
    const found = (await Promise.all(want.sources.map((source) => statusOf(dm, source)))).flatMap((one) => one ?? [])
    if (found.length > 0) refuseLoss(found, want, { tools, members: await dm.members() })
    const stages = found.flatMap(({ source, subtasks }) => subtasks.map(({ task, stage }) => ({ source, task, stage })))
    return { stages }
  },
})

async function statusOf(dm: DmApi, source: string): Promise<SourceStatus | null> {
  try {
    return await dm.source(source)
  } catch (thrown) {
    if (thrown instanceof TypeError) throw thrown
    return null
  }
}

function refuseLoss(
  found: readonly SourceStatus[],
  { move, allow }: Params,
  { tools, members }: { readonly tools: Tools; readonly members: Members },
): void {
  const free = members.workers.filter(({ stage }) => stage === 'free').map(({ name }) => name)
  const busy = found.flatMap(loadsOf)
  const act = move ? 'move' : 'stop the worker of'
  const dmctl = `dmbook dmctl --master-addr ${dmOf(tools).masters[0]}`
  const names = join(found.map(({ source }) => source))
  if (busy.length > 0) {
    const message = `cannot ${act} ${names} as the work would begin anew: ${join(busy)}`
    refuse(tools, { guard: 'tasks', allow, message, hint: `wait until they follow the binlog: ${dmctl} query-status` })
  }
  const relayed = found.filter(({ relay }) => relay).map(({ source }) => source)
  if (relayed.length > 0 && (move || free.length > 0)) {
    const message = `cannot ${act} ${names} as ${free[0] ?? 'another worker'} would pull ${relayed.length > 1 ? `the relay logs of ${join(relayed)}` : 'its relay log'} anew`
    const hint = move ? '--workers stay' : `let it pull now: ${dmctl} start-relay -s ${relayed[0]} ${free.join(' ')}`
    refuse(tools, { guard: 'relay', allow, message, hint })
  }
  if (!move || free.length > 0) return
  const message = `cannot move ${names} as no worker is free`
  refuse(tools, { guard: 'binding', allow, message, hint: 'scale out first, or --workers stay' })
}

const loadsOf = ({ source, subtasks }: SourceStatus): string[] =>
  subtasks
    .filter(({ unit, stage }) => (unit === 'Dump' || unit === 'Load') && stage === 'Running')
    .map(({ task, unit }) => `${task} is in ${unit.toLowerCase()} on ${source}`)

const join = (words: readonly string[]): string => words.join(', ')
