import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Masters } from '../../../src/playground/dm_worker/masters.js'
import { WorkerServer } from '../../../src/playground/dm_worker/worker.js'
import { changed } from '../../../src/playground/store/change.js'
import type { WatchReply, WatchRequest, WorkerProposal } from '../../../src/playground/watch_protocol.js'
import { memoryLog, until } from '../memory_raft.js'
import { source, stateOf, worker } from '../states.js'

/** Masters that are a state in memory. */
class MemoryMasters {
  state = stateOf({ workers: [worker('w1', { lease: null, source: 's1' })], sources: [source('s1')] })
  index = 0
  kinds: string[] = []

  async watch({ worker: name, lease }: WatchRequest): Promise<WatchReply> {
    await new Promise((resolve) => setTimeout(resolve, 5))
    const row = this.state.workers[name] ?? null
    const leaseAlive = lease === '' ? null : this.state.leases[lease] !== undefined
    return {
      index: this.index,
      leaseAlive,
      masters: [],
      worker: row,
      source: this.state.sources[row?.source ?? ''] ?? null,
      assigned: [],
    }
  }

  async propose(change: WorkerProposal): Promise<boolean> {
    this.state = changed(this.state, change)
    this.kinds.push(change.kind)
    this.index += 1
    return true
  }
}

function server(masters: MemoryMasters, upstreamDown = false) {
  const failed: number[] = []
  const config = {
    name: 'w1',
    listen: { host: '', port: 0 },
    advertise: 'h:1',
    join: [],
    logFile: '',
    keepaliveTtlMs: 1000,
    tls: null,
    relayKeepaliveTtlMs: 9000,
  }
  const made = new WorkerServer({
    config,
    masters: masters as unknown as Masters,
    log: memoryLog(),
    now: () => performance.now(),
    scaled: (ms) => ms,
    upstreamDown,
    fail: (number) => void failed.push(number),
  })
  return { made, failed }
}

test('WorkerServer keeps a lease, restores its binding, reserves, and gives the lease back', async () => {
  const masters = new MemoryMasters()
  const { made } = server(masters)
  const running = made.run()
  await until(() => (made.ready && made.source !== null && masters.kinds.includes('reserve') ? true : undefined))
  assert.ok((masters.state.sources.s1?.upstream ?? 0) > 1)
  const [lease = ''] = Object.keys(masters.state.leases)
  await masters.propose({ kind: 'revoke', lease })
  await until(() => (masters.state.workers.w1?.lease ? true : undefined))
  await made.stop({ leaseFirst: false })
  await running
  assert.equal(masters.state.workers.w1?.lease, null)
})

test('WorkerServer fails when its upstream is switched off', async () => {
  const { made, failed } = server(new MemoryMasters(), true)
  const running = made.run()
  await until(() => (failed.length > 0 ? true : undefined))
  await made.stop({ leaseFirst: true })
  await running
  assert.equal(failed[0], 1)
})
