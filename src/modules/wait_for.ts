// Waits until a URL answers, a port of the machine opens or closes, or a path appears or goes.
// A URL is asked from the control machine; ports and paths are looked at on the machine itself.

import type { Static } from 'typebox'
import { reason } from '../core/error.js'
import type { Reader } from '../hosts/host.js'
import { listenersOn } from './listeners.js'
import { defineModule, ModuleError } from './module.js'
import { absolutePath, choice, duration, durationMs, integer, object, optional, port, string } from './params.js'
import { done, type Look, notYet, poll } from './poll.js'
import type { Tools } from './tools.js'

const params = object({
  url: optional(string('An address of the cluster, asked from the control machine.')),
  status: optional(integer('The HTTP status that is waited for; any below 400 when absent.')),
  contains: optional(string('A text that the answer must hold.')),
  port: optional(port('A TCP port of the machine.')),
  path: optional(absolutePath('A path on the machine.')),
  state: optional(
    choice(['open', 'closed', 'present', 'absent'], 'open or closed of a port, present or absent of a path.'),
  ),
  timeout: optional(duration('Longest wait; --wait-timeout when absent.')),
  interval: duration('Pause between two looks.', { default: '500ms' }),
})
type Params = Static<typeof params>

export const waitFor = defineModule({
  kind: 'read',
  summary: 'Wait for a URL, a port or a path.',
  description:
    'Exactly one of url, port and path. An open port says that something listens, not that it serves: for dm-master and ' +
    'dm-worker use dm_member. The last observed value is shown while it waits, and in the error.',
  params,
  results: { seen: 'What was observed last.' },
  examples: [
    { url: 'http://172.19.0.101:9090/-/ready', timeout: '2m' },
    { port: 8261, state: 'closed' },
    { path: '/dm-data/ready', interval: '2s' },
  ],

  async read(host, want, tools) {
    const { what, look } = subject(host, want, tools)
    const timeoutMs = durationMs(want.timeout, tools.waitTimeoutMs)
    return { seen: await poll(tools, { what, timeoutMs, intervalMs: durationMs(want.interval, 500) }, look) }
  },
})

interface Subject {
  readonly what: string
  readonly look: () => Promise<Look<string>>
}

function subject(host: Reader, { url, port, path, state, ...want }: Params, tools: Tools): Subject {
  const named = [url, port, path].filter((one) => one !== undefined)
  if (named.length !== 1) throw new ModuleError('cannot wait as exactly one of url, port and path must be given')
  if (url !== undefined) return { what: `wait for ${url}`, look: () => lookAtUrl(url, want, tools) }
  if (port !== undefined) {
    const open = state !== 'closed' && state !== 'absent'
    return { what: `wait until port ${port} is ${open ? 'open' : 'closed'}`, look: () => lookAtPort(host, port, open) }
  }
  const there = state !== 'absent' && state !== 'closed'
  return {
    what: `wait until ${path} is ${there ? 'present' : 'absent'}`,
    look: () => lookAtPath(host, path ?? '', there),
  }
}

async function lookAtUrl(url: string, want: Pick<Params, 'status' | 'contains'>, tools: Tools): Promise<Look<string>> {
  try {
    const { status, text } = await tools.fetch(url, { timeoutMs: 5000 })
    const seen = `status ${status}`
    if (want.status === undefined ? status >= 400 : status !== want.status) return notYet(seen)
    if (want.contains !== undefined && !text.includes(want.contains)) return notYet(`${seen}, without ${want.contains}`)
    return done(seen)
  } catch (thrown) {
    return notYet(`no answer: ${reason(thrown)}`)
  }
}

async function lookAtPort(host: Reader, port: number, open: boolean): Promise<Look<string>> {
  const listens = (await listenersOn(host, [port])).length > 0
  const seen = listens ? 'something listens' : 'nothing listens'
  return listens === open ? done(seen) : notYet(seen)
}

async function lookAtPath(host: Reader, path: string, there: boolean): Promise<Look<string>> {
  const { kind } = await host.stat(path)
  return (kind !== 'missing') === there ? done(kind) : notYet(kind)
}
