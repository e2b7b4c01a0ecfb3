// dm-runtime §10, the rows about masters that stop, die, join and leave.

import assert from 'node:assert/strict'
import { access, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, afterEach, before, suite, test } from 'node:test'
import { Cluster, pause, serving, startCluster, until } from './cluster.js'
import type { DmNode } from './node.js'
import { openTarget, type Target } from './target.js'

suite('masters of DM', () => {
  let target: Target
  let open: Cluster | null = null

  before(async () => {
    target = await openTarget()
  })

  afterEach(async () => {
    await open?.close()
    open = null
  })

  after(() => target?.remove())

  /** In DM's own time where no lease has to lapse: then a slow machine is no lapsed lease. */
  async function started(masters: number, timeScale = 1): Promise<Cluster> {
    const cluster = await startCluster(target, { masters, workers: 0, timeScale })
    open = cluster
    return cluster
  }

  test('after SIGTERM to the leader another leads long before a lease lapses; restarted it is alive again', async () => {
    const cluster = await started(3)
    const leader = await cluster.leader()
    const stopped = performance.now()
    const ended = leader.stop()
    await until('another one leads', async () => {
      const others = cluster.masters.filter((node) => node !== leader)
      const names = await Promise.all(others.map(async (node) => (await cluster.listedBy(node))?.leader))
      return names.every((name) => name !== undefined && name !== leader.name) ? true : undefined
    })
    assert.ok(performance.now() - stopped < cluster.scaled(40_000))
    assert.equal((await ended).code, 0)
    leader.start()
    await serving(cluster, leader)
    await until('it is alive', async () => {
      const listed = await cluster.listedBy(leader)
      return listed?.masters.every((row) => row.alive) ? true : undefined
    })
  })

  test('after SIGKILL of the leader there is none until its lease lapses, and calls fail meanwhile', async () => {
    const cluster = await started(3, target.timeScale)
    const leader = await cluster.leader()
    const other = await cluster.follower()
    await leader.kill()
    const killed = performance.now()
    const early = await cluster
      .ask(other, '/apis/v1alpha1/sources', { method: 'PUT', body: { op: 4 } })
      .catch(() => null)
    assert.notEqual(early?.status, 200)
    await until('another one leads', async () => {
      const name = (await cluster.listedBy(other))?.leader
      return name !== undefined && name !== leader.name ? true : undefined
    })
    const without = performance.now() - killed
    assert.ok(without > cluster.scaled(40_000), `${without} ms without a leader`)
    assert.ok(without < cluster.scaled(60_000) + 10_000, `${without} ms without a leader`)
  })

  test('without a quorum: health false, calls fail with 38043, SIGTERM ends nothing', async () => {
    const cluster = await started(2)
    const [left, gone] = cluster.masters
    assert.ok(left && gone)
    await gone.kill()
    const health = await until('health is false', async () => {
      const answer = await cluster.ask(left, '/health').catch(() => null)
      return answer?.status === 503 ? answer : undefined
    })
    assert.equal(health.json.health, 'false')
    const refused = await until('calls fail', async () => {
      const answer = await cluster
        .ask(left, '/apis/v1alpha1/sources', { method: 'PUT', body: { op: 4 } })
        .catch(() => null)
      return answer?.status === 500 ? answer : undefined
    })
    assert.match(String(refused.json.message), /code=38043.*master is not leader, and can't forward request to leader/)
    left.signal('SIGTERM')
    await pause(1500)
    assert.equal(left.running, true)
  })

  test('2 → 1 by DELETE first: it answers, and the removed one runs on and says what to do', async () => {
    const cluster = await started(2)
    const leader = await cluster.leader()
    const other = await cluster.follower()
    await removed(cluster, leader, other.name)
    await until('it says so', () =>
      other.log.includes('data-dir used by this member must be removed') ? true : undefined,
    )
    assert.equal(other.running, true)
    await other.kill()
    const listed = await until('one is left', async () => (await cluster.listedBy(leader)) ?? undefined)
    assert.deepEqual(
      listed.masters.map((row) => row.name),
      [leader.name],
    )
    assert.equal((await cluster.ask(leader, '/health')).json.health, 'true')
  })

  test('a leader can remove itself', async () => {
    const cluster = await started(3)
    const leader = await cluster.leader()
    const other = await cluster.follower()
    await removed(cluster, other, leader.name)
    await until('another one leads', async () => {
      const listed = await cluster.listedBy(other)
      return listed !== null && listed.leader !== leader.name && listed.masters.length === 2 ? true : undefined
    })
  })

  test('a new master joins, and restarts without asking anybody', async () => {
    const cluster = await started(1)
    const joining = await cluster.addJoiningMaster('m9')
    joining.start()
    await until('it is a member', async () => {
      const listed = await cluster.listedBy(joining)
      return listed?.masters.some((row) => row.name === 'm9' && row.alive) ? true : undefined
    })
    await access(join(cluster.dir, 'm9.data', 'join'))
    await joining.kill()
    joining.start()
    await until('it is back', async () => ((await cluster.listedBy(joining))?.masters.length === 2 ? true : undefined))
  })

  test('a join that was broken off leaves a nameless member, which stops others until it is completed', async () => {
    const cluster = await started(3)
    const [first] = cluster.masters
    assert.ok(first)
    await settled(cluster)
    const ghost = await cluster.addJoiningMaster('m8')
    const taken = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => taken.listen(Number(ghost.peerAddress.split(':')[1]), '127.0.0.1', resolve))
    ghost.start()
    assert.equal((await ghost.ended).code, 2)
    const nameless = (await cluster.listedBy(first))?.masters.find((row) => row.name === '')
    assert.equal(nameless?.alive, false)
    assert.deepEqual(nameless?.clientURLs, [])
    const next = await cluster.addJoiningMaster('m9')
    next.start()
    assert.equal((await next.ended).code, 2)
    assert.match(next.log, /there is a member that has not joined successfully/)
    await new Promise((resolve) => taken.close(resolve))
    ghost.start()
    await until('the join is completed', async () =>
      (await cluster.listedBy(first))?.masters.some((row) => row.name === 'm8' && row.alive) ? true : undefined,
    )
  })

  test('an initial master without the others ends with 2, started together they come up', async () => {
    const dir = join(target.dir, 'apart')
    await mkdir(dir)
    const cluster = new Cluster(target, dir)
    open = cluster
    await cluster.addInitialMasters(3)
    const [first, ...others] = cluster.masters
    assert.ok(first)
    first.start()
    assert.equal((await first.ended).code, 2)
    first.start()
    await pause(cluster.scaled(5000))
    for (const other of others) other.start()
    await cluster.leader()
  })
})

/** etcd changes its members only when all of them have been connected for 5 s. */
const settled = (cluster: Cluster): Promise<void> => pause(cluster.scaled(6000))

function removed(cluster: Cluster, asked: DmNode, name: string): Promise<true> {
  return until(`${name} is removed`, async () => {
    const { json } = await cluster.ask(asked, `/apis/v1alpha1/members/master/${name}`, { method: 'DELETE' })
    if (json.result !== true) assert.match(String(json.msg), /^etcdserver: unhealthy cluster$/)
    return json.result === true ? true : undefined
  })
}
