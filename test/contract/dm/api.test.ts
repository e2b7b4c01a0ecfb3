// dm-runtime §10, the rows about the API of a healthy cluster: one cluster, nothing is stopped.

import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Cluster, startCluster, until } from './cluster.js'
import { openTarget, type Target } from './target.js'

suite('API of DM', () => {
  let target: Target
  let cluster: Cluster

  before(async () => {
    target = await openTarget()
    cluster = await startCluster(target, { masters: 3, workers: 2, timeScale: 1 })
  })

  after(async () => {
    await cluster?.close()
    await target?.remove()
  })

  const first = () => {
    const [master] = cluster.masters
    assert.ok(master)
    return master
  }
  const worker = () => {
    const [node] = cluster.workers
    assert.ok(node)
    return node
  }
  const api = (path: string, method = 'GET') => cluster.ask(first(), `/apis/v1alpha1/${path}`, { method })

  test('/health is served on the client port only', async () => {
    const health = await cluster.ask(first(), '/health')
    assert.equal(health.status, 200)
    assert.equal(health.json.health, 'true')
    assert.equal((await cluster.ask(first(), '/health', { peer: true })).status, 404)
    assert.equal((await cluster.ask(worker(), '/health')).status, 404)
  })

  test('/version on the peer port is that of etcd', async () => {
    const { json } = await cluster.ask(first(), '/version', { peer: true })
    assert.deepEqual(Object.keys(json).toSorted(), ['etcdcluster', 'etcdserver'])
  })

  test('OpenAPI and dashboard are off by default', async () => {
    for (const path of ['/api/v1/cluster/info', '/api/v1/sources', '/dashboard/']) {
      assert.equal((await cluster.ask(first(), path)).status, 404, path)
    }
  })

  test('members: pretty, three objects, ids as text', async () => {
    const { text, json } = await api('members')
    assert.match(text, /^\{\n {2}"result": true,/)
    assert.deepEqual(
      (json.members as object[]).map((entry) => Object.keys(entry)),
      [['leader'], ['master'], ['worker']],
    )
    const listed = await cluster.listedBy(first())
    assert.deepEqual(
      listed?.masters.map((row) => row.name),
      ['m1', 'm2', 'm3'],
    )
    for (const row of listed?.masters ?? []) {
      assert.match(row.memberID, /^\d+$/)
      assert.equal(row.alive, true)
    }
    assert.deepEqual(
      listed?.workers.map(({ name, stage, source }) => ({ name, stage, source })),
      [
        { name: 'w1', stage: 'free', source: '' },
        { name: 'w2', stage: 'free', source: '' },
      ],
    )
  })

  test('members: one flag gives exactly one entry', async () => {
    const { json } = await api('members?worker=true')
    assert.deepEqual(
      (json.members as object[]).map((entry) => Object.keys(entry)),
      [['worker']],
    )
  })

  test('members: a name that does not match leaves the leader entry, emptied', async () => {
    const { json } = await api('members?leader=true&names=nobody')
    assert.deepEqual(json.members, [{ leader: { msg: '', name: '', addr: '' } }])
  })

  test('DELETE with a colon in the last segment matches no route', async () => {
    for (const name of ['m1:8261', 'm1%3A8261']) {
      const answer = await api(`members/master/${name}`, 'DELETE')
      assert.equal(answer.status, 501)
      assert.equal(answer.json.code, 12)
      assert.equal(answer.json.message, 'Not Implemented')
    }
  })

  test('DELETE of an unknown name is 200 with a code', async () => {
    for (const [path, code] of [
      ['members/master/nobody', 38048],
      ['members/worker/nobody', 46004],
      ['members/master/', 38048],
      ['members/worker/', 46004],
    ] as const) {
      const answer = await api(path, 'DELETE')
      assert.equal(answer.status, 200, path)
      assert.equal(answer.json.result, false, path)
      assert.match(String(answer.json.msg), new RegExp(`^\\[code=${code}:class=`), path)
    }
  })

  test('DELETE of a live worker is refused with 46005', async () => {
    const answer = await api('members/worker/w1', 'DELETE')
    assert.equal(answer.status, 200)
    assert.equal(answer.json.result, false)
    assert.match(String(answer.json.msg), /^\[code=46005:/)
  })

  test('PUT /leader/3 is an invalid argument', async () => {
    const answer = await api('leader/3', 'PUT')
    assert.equal(answer.status, 400)
    assert.equal(answer.json.code, 3)
  })

  test('PUT /leader/1 on a member that does not lead changes nothing', async () => {
    const leader = await cluster.leader()
    const other = await cluster.follower()
    const evict = await cluster.ask(other, '/apis/v1alpha1/leader/1', { method: 'PUT' })
    assert.equal(evict.json.result, true)
    assert.equal((await cluster.leader()).name, leader.name)
    const cancel = await cluster.ask(other, '/apis/v1alpha1/leader/2', { method: 'PUT' })
    assert.equal(cancel.json.result, true)
  })

  test('an evicted leader gives way at once, and may lead again when it is undone', async () => {
    const leader = await cluster.leader()
    const asked = performance.now()
    for (let round = 0; round < 2; round += 1) {
      assert.equal(
        (await cluster.ask(leader, '/apis/v1alpha1/leader/EvictLeaderOp', { method: 'PUT' })).json.result,
        true,
      )
    }
    await until('another one leads', async () => ((await cluster.leader()) === leader ? undefined : true))
    assert.ok(performance.now() - asked < cluster.scaled(40_000), 'sooner than a lease lapses')
    assert.equal((await cluster.ask(leader, '/apis/v1alpha1/leader/2', { method: 'PUT' })).json.result, true)
    for (const node of cluster.masters.filter((master) => master !== leader)) {
      await cluster.ask(node, '/apis/v1alpha1/leader/1', { method: 'PUT' })
    }
    await until('it leads again', async () => ((await cluster.leader()) === leader ? true : undefined))
    for (const node of cluster.masters) await cluster.ask(node, '/apis/v1alpha1/leader/2', { method: 'PUT' })
  })

  test('an unknown path below /apis/ is 501, a wrong value in a body 400, an unknown field is passed over', async () => {
    assert.equal((await api('nothing')).status, 501)
    const put = (body: object) => cluster.ask(first(), '/apis/v1alpha1/sources', { method: 'PUT', body })
    assert.equal((await put({ op: 'x' })).status, 400)
    assert.equal((await put({ op: 4, newer: true })).json.result, true)
  })

  test('/status of both roles gives the version lines', async () => {
    for (const node of [first(), worker()]) {
      const { text } = await cluster.ask(node, '/status')
      assert.match(text, /^Release Version: v?\d/m)
      assert.match(text, /^Git Commit Hash: /m)
    }
  })

  test('/metrics of both roles has the start time of the process', async () => {
    for (const node of [first(), worker()]) {
      assert.match((await cluster.ask(node, '/metrics')).text, /^process_start_time_seconds /m)
    }
  })

  test('dmctl lists what the API lists; of refusals only that of offline-member ends with 1', async () => {
    const listed = await cluster.dmctl('list-member')
    assert.equal(listed.code, 0)
    assert.deepEqual(listed.json, (await api('members')).json)
    const refused = await cluster.dmctl('offline-member', '--worker', '--name', 'nobody')
    assert.equal(refused.code, 1)
    assert.match(refused.out, /offline member failed:\n\[code=46004:/)
    const unknown = await cluster.dmctl('operate-source', 'stop', 'nothing')
    assert.deepEqual([unknown.code, unknown.json.result], [0, false])
  })
})
