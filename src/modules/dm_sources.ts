// Waits until sources have a worker again: what a worker gives up when it stops, another one or itself takes over.

import type { DmApi, Members } from '../hosts/dm_api.js'
import { dmOf } from './dm_leader.js'
import { defineModule } from './module.js'
import { duration, durationMs, list, object, optional, string } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'

export const dmSources = defineModule({
  kind: 'read',
  summary: 'Wait until sources are bound to workers.',
  description:
    'Bound is what the member list shows so, at a worker that is not offline. Asked from the control machine.',
  params: object({
    bound: list(string('The id of a source.'), 'Those that must have a worker.'),
    timeout: optional(duration('Longest wait; --wait-timeout when absent.')),
  }),
  results: { bindings: 'Source → the member that has it.' },
  examples: [{ bound: ['mysql-01', 'mysql-02'] }],

  async read(_host, { bound, timeout }, tools) {
    if (bound.length === 0) return { bindings: {} }
    const dm = dmOf(tools)
    const timeoutMs = durationMs(timeout, tools.waitTimeoutMs)
    const patience = { what: 'find a worker for each source', timeoutMs, intervalMs: 100 }
    return { bindings: await poll(tools, patience, () => lookAt(dm, bound)) }
  },
})

async function lookAt(dm: DmApi, bound: readonly string[]): Promise<Look<object>> {
  const bindings = bindingsIn(await dm.members())
  const missing = bound.filter((source) => !bindings.has(source))
  return missing.length === 0 ? done(Object.fromEntries(bindings)) : notYet(`no worker has ${missing.join(', ')}`)
}

const bindingsIn = ({ workers }: Members): ReadonlyMap<string, string> =>
  new Map(
    workers.filter(({ stage, source }) => stage === 'bound' && source !== '').map(({ source, name }) => [source, name]),
  )
