// Compares who has which source before and after workers were disturbed. What was before is noted in the cluster's record
// right before the first is stopped, so that a run which is killed and repeated still compares with the true beginning.

import type { Static } from 'typebox'
import type { Writer } from '../hosts/host.js'
import { type Bindings, withBindings } from '../state/moves.js'
import { dmOf } from './dm_leader.js'
import { blocked, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { moveSource } from './move_source.js'
import { choice, object } from './params.js'
import { changeRecord, recordOf } from './record_store.js'
import type { Tools } from './tools.js'

const params = object({
  state: choice(
    ['noted', 'compared', 'restored'],
    'noted: what is now is kept, unless something is; compared: what differs from it is said; restored: it is put back.',
  ),
})
type Params = Static<typeof params>

export const dmBindings = defineModule({
  kind: 'state',
  control: true,
  summary: 'Note who has which source, and compare or put it back afterwards.',
  description:
    'restored moves each source to the worker that had it, by way of a free one where two have changed places; a worker ' +
    'that is gone is left alone. A source that is gone, or has come since, does not count.',
  params,
  examples: [{ state: 'noted' }, { state: 'compared' }, { state: 'restored' }],

  async check(_host, { state }, tools) {
    const { bindings } = await recordOf(tools)
    if (state === 'noted') return bindings ? same() : checkNoted(await bindingsNow(tools).catch(() => ({})))
    return bindings ? checkMoved(bindings, state, tools) : same()
  },

  async apply(host, { state }, tools) {
    if (state === 'noted') {
      const now = await bindingsNow(tools)
      await changeRecord(tools, (meta) => withBindings(meta, now))
      return
    }
    const before = (await recordOf(tools)).bindings ?? {}
    if (state === 'restored') await restore(host, before, tools)
    for (const text of movesIn(before, await bindingsNow(tools))) tools.warn(text)
    await changeRecord(tools, (meta) => withBindings(meta, null))
  },
})

function checkNoted(now: Bindings): Check {
  const texts = Object.entries(now).map(([source, worker]) => `${source} at ${worker}`)
  return texts.length === 0 ? same() : differs(`note ${texts.join(', ')}`)
}

async function checkMoved(before: Bindings, state: Params['state'], tools: Tools): Promise<Check> {
  const moved = movedFrom(before, await bindingsNow(tools))
  const lost = moved.filter(({ now }) => now === null)
  if (lost.length > 0) return blocked(`no worker has ${lost.map(({ source }) => source).join(', ')}`)
  if (state === 'restored' && moved.length > 0)
    return differs(...moved.map(({ source, was, now }) => `${source} back from ${now} to ${was}`))
  const texts = movesIn(before, await bindingsNow(tools))
  return differs(...(texts.length === 0 ? ['every source has the worker that it had'] : texts))
}

/** As people read it. */
function movesIn(before: Bindings, now: Bindings): string[] {
  const moved = movedFrom(before, now)
  return moved.map((one) => `${one.source} moved from ${one.was} to ${one.now ?? 'no worker'}, and stays there`)
}

interface Moved {
  readonly source: string
  readonly was: string
  readonly now: string | null
}

const movedFrom = (before: Bindings, now: Bindings): Moved[] =>
  Object.entries(before)
    .filter(([source, was]) => now[source] !== was)
    .map(([source, was]) => ({ source, was, now: now[source] ?? null }))

async function bindingsNow(tools: Tools): Promise<Bindings> {
  const { workers } = await dmOf(tools).members()
  const bound = workers.filter(({ stage, source }) => stage === 'bound' && source !== '')
  return Object.fromEntries(bound.map(({ source, name }) => [source, name]))
}

/** Each step puts one source back, or makes room for that; so it ends. */
async function restore(host: Writer, before: Bindings, tools: Tools): Promise<void> {
  for (const _ of [...Object.keys(before), ...Object.keys(before)]) {
    const { workers } = await dmOf(tools).members()
    const isFree = (name: string): boolean => workers.some((one) => one.name === name && one.stage === 'free')
    const moved = movedFrom(before, await bindingsNow(tools)).filter(({ was }) =>
      workers.some(({ name }) => name === was),
    )
    const [first] = moved
    if (!first) return
    const straight = moved.find(({ was }) => isFree(was))
    const spare = workers.find(({ name }) => isFree(name))?.name
    if (!straight && spare === undefined) throw noRoom(moved)
    const { source, worker } = straight
      ? { source: straight.source, worker: straight.was }
      : { source: first.source, worker: spare ?? '' }
    await moveSource(host, { source, worker }, tools)
  }
}

const noRoom = (moved: readonly Moved[]): ModuleError =>
  new ModuleError(`cannot put ${moved.map(({ source }) => source).join(', ')} back as no worker is free to change by`, {
    code: 'E-MOVE',
    hint: 'leave them where they are: the same command without --restore-binding',
  })
