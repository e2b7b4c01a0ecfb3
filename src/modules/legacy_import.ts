// Waits until dm-master has taken a cluster of DM 1.0 over: its sources have workers, its tasks are there in the stage
// that they had. An open port says nothing here: a master that fails tries again for ever, and only its log says why.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import { replyOf } from '../dm/members.js'
import type { Reader } from '../hosts/host.js'
import { dmOf } from './dm_leader.js'
import { anyExit, defineModule, ModuleError } from './module.js'
import { absolutePath, duration, durationMs, list, object, optional, string } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'
import type { Tools } from './tools.js'

const task = object({
  task: string('Its name.'),
  source: string('The source that it reads.'),
  stage: string('Running or Paused.'),
})

const params = object({
  sources: list(string('The id of a source.'), 'Sources that must have a worker.'),
  tasks: list(task, 'Tasks that must be there.'),
  log: absolutePath('The log of this master, which says why it fails.'),
  pending: optional(absolutePath('A directory that the master deletes when it is through.')),
  timeout: optional(duration('Longest wait; six minutes when absent, as DM waits five for its workers.')),
})
type Params = Static<typeof params>

export const legacyImport = defineModule({
  kind: 'read',
  summary: 'Wait until dm-master has taken the data of DM 1.0 over.',
  description:
    'Through: the master has deleted the sources that it read, every source is bound to a worker, every task is there in ' +
    'its stage. A task that DM has paused by an error since is there too. Where it does not come to that, the last error ' +
    "of the master's log is told.",
  params,
  results: { tasks: 'Task and source with the stage that was found, as sentences.' },
  examples: [
    {
      sources: ['mysql-replica-01'],
      tasks: [{ task: 'shop', source: 'mysql-replica-01', stage: 'Running' }],
      log: '/home/tidb/deploy/dm-master-8261/log/dm-master.log',
    },
  ],

  async read(host, want, tools) {
    const timeoutMs = durationMs(want.timeout, 360_000)
    const patience = { what: 'take the data of DM 1.0 over', timeoutMs, intervalMs: 200 }
    try {
      return await poll(tools, patience, () => look(host, want, tools))
    } catch (thrown) {
      if (!(thrown instanceof ModuleError)) throw thrown
      const said = await lastError(host, want.log)
      throw new ModuleError(thrown.message, {
        code: thrown.code,
        result: thrown.result,
        hint: 'put right what dm-master says, then run the same command again: it goes on from here',
        detail: said,
      })
    }
  },
})

async function look(host: Reader, want: Params, tools: Tools): Promise<Look<object>> {
  if (want.pending !== undefined) {
    const { kind } = await host.stat(want.pending)
    const error = kind === 'missing' ? '' : await lastError(host, want.log)
    if (kind !== 'missing') return notYet(error === '' ? 'dm-master is upgrading the data' : `dm-master says: ${error}`)
  }
  const dm = dmOf(tools)
  const { workers } = await dm.members()
  const bound = new Set(workers.filter(({ stage }) => stage === 'bound').map(({ source }) => source))
  const without = want.sources.filter((source) => !bound.has(source))
  if (without.length > 0) return notYet(`no worker has ${without.join(', ')}`)
  return tasksLook(want, await stagesOf(want, { tools, master: dm.masters[0] ?? '' }))
}

type Stages = ReadonlyMap<string, string>

const keyOf = ({ task, source }: { readonly task: string; readonly source: string }): string => `${task} of ${source}`

function tasksLook({ tasks }: Params, stages: Stages): Look<object> {
  const missing = tasks.map(keyOf).filter((key) => !stages.has(key))
  if (missing.length > 0) return notYet(`there is no task ${missing.join(', ')}`)
  const wrong = tasks.find((task) => task.stage === 'Paused' && stages.get(keyOf(task)) !== 'Paused')
  if (wrong) return notYet(`${keyOf(wrong)} is ${stages.get(keyOf(wrong))}, and was paused`)
  return done({ tasks: tasks.map((task) => `${keyOf(task)}: ${stages.get(keyOf(task))}`) })
}

/** By task and source; a task that DM does not know has none. */
async function stagesOf({ tasks }: Params, { tools, master }: { readonly tools: Tools; readonly master: string }) {
  const names = [...new Set(tasks.map(({ task }) => task))]
  const found = await Promise.all(names.map((name) => subtasksOf(name, { tools, master })))
  return new Map(found.flat())
}

async function subtasksOf(name: string, { tools, master }: { readonly tools: Tools; readonly master: string }) {
  const url = `http://${master}/apis/v1alpha1/status/${encodeURIComponent(name)}`
  const answer = await tools.fetch(url, { timeoutMs: 5_000 }).catch(() => null)
  const reply = answer === null ? null : replyOf(answer.status, answer.text)
  if (reply === null || 'problem' in reply) return []
  return items(reply.fields.sources).flatMap((entry) => {
    const source = fieldsOf(fieldsOf(entry).sourceStatus).source
    return items(fieldsOf(entry).subTaskStatus)
      .map(fieldsOf)
      .filter(({ stage }) => stage !== 'InvalidStage')
      .map(({ stage }) => [keyOf({ task: name, source: String(source) }), String(stage)] as const)
  })
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** Without the place in DM's own sources, and in one line. */
async function lastError(host: Reader, log: string): Promise<string> {
  const find = sh`tail -n 2000 ${log} 2>/dev/null | grep -F 'fail to bootstrap' | tail -n 1`
  const { stdout } = await host.read(find, { accept: anyExit, doing: `read ${log}` })
  const [, error = ''] = /\[error="?(.*)/.exec(stdout) ?? []
  return error
    .replace(/"?\](?: \[.*)?\s*$/, '')
    .replaceAll('\\"', '"')
    .slice(0, 400)
}
