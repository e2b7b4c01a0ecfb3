// dm-runtime §10, the rows about workers; those with a source need MySQL and are left out for a real DM.

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { Cluster, type Json, serving, startCluster, until } from './cluster.js'
import { openTarget, type Target } from './target.js'

suite('workers of DM', () => {
  let target: Target
  let cluster: Cluster

  before(async () => {
    target = await openTarget()
    cluster = await startCluster(target, { masters: 1, workers: 3, timeScale: 0.1 })
  })

  after(async () => {
    await cluster?.close()
    await target?.remove()
  })

  const needsMySql = process.env.DMBOOK_CONTRACT_DM ? 'needs MySQL' : false

  test('a worker that finds no leader ends', async () => {
    const lonely = new Cluster(target, cluster.dir)
    await lonely.addInitialMasters(1)
    const worker = await lonely.addWorker('lonely')
    worker.start()
    assert.notEqual((await worker.ended).code, 0)
  })

  test('the same name with another address is refused with 46003', async () => {
    const twin = await cluster.addWorker('w1-twin')
    const [first] = cluster.workers
    assert.ok(first)
    twin.start(['--name', 'w1', '--worker-addr', twin.address, '--join', cluster.masters[0]?.address ?? ''])
    assert.notEqual((await twin.ended).code, 0)
    assert.match(twin.log, /code=46003/)
  })

  test('a killed worker stays listed until its lease lapses, then it can be removed', async () => {
    const worker = cluster.node('w3')
    const [master] = cluster.masters
    assert.ok(master)
    await worker.kill()
    const killed = performance.now()
    const removal = () => cluster.ask(master, '/apis/v1alpha1/members/worker/w3', { method: 'DELETE' })
    assert.match(String((await removal()).json.msg), /^\[code=46005:/)
    assert.equal((await cluster.workerRow('w3'))?.stage, 'free')
    await until('it is offline', async () => ((await cluster.workerRow('w3'))?.stage === 'offline' ? true : undefined))
    assert.ok(performance.now() - killed > cluster.scaled(40_000))
    assert.equal((await removal()).json.result, true)
    assert.equal(await cluster.workerRow('w3'), undefined)
    assert.match(String((await removal()).json.msg), /^\[code=46004:/)
  })

  test('a stopped worker is offline at once, and free again when it is back', async () => {
    const worker = cluster.node('w2')
    assert.equal((await worker.stop()).code, 0)
    await until(
      'it is offline',
      async () => ((await cluster.workerRow('w2'))?.stage === 'offline' ? true : undefined),
      cluster.scaled(40_000),
    )
    worker.start()
    await serving(cluster, worker)
    assert.equal((await cluster.workerRow('w2'))?.stage, 'free')
  })

  test('sources are bound, refused twice, and shown', { skip: needsMySql }, async () => {
    await writeFile(
      join(cluster.dir, 's1.yaml'),
      'source-id: s1\nfrom:\n  host: 127.0.0.1\n  port: 3306\n  user: root\n',
    )
    const created = await cluster.dmctl('operate-source', 'create', 's1.yaml')
    assert.equal(created.json.result, true)
    assert.match(String((await cluster.dmctl('operate-source', 'create', 's1.yaml')).json.msg), /^\[code=46007:/)
    const shown = (await cluster.dmctl('operate-source', 'show')).json.sources as { source: string; worker: string }[]
    assert.deepEqual(
      shown.map((row) => row.source),
      ['s1'],
    )
    const bound = await cluster.workerRow(shown[0]?.worker ?? '')
    assert.equal(bound?.stage, 'bound')
    assert.equal(bound?.source, 's1')
    await writeFile(
      join(cluster.dir, 't0.yaml'),
      'name: t0\ntask-mode: incremental\nmysql-instances:\n  - source-id: nix\n',
    )
    assert.match(String((await cluster.dmctl('start-task', 't0.yaml')).json.msg), /^\[code=46008:/)
  })

  test('a task runs on, and its position never goes back, through moves, kills and pauses', {
    skip: needsMySql,
  }, async () => {
    await writeFile(
      join(cluster.dir, 't1.yaml'),
      'name: t1\ntask-mode: incremental\nmysql-instances:\n  - source-id: s1\n',
    )
    assert.equal((await cluster.dmctl('start-task', 't1.yaml')).json.result, true)
    const positions: Position[] = []
    const look = async () => {
      const position = await shownPosition(cluster)
      if (position !== undefined) positions.push(position)
      return position
    }
    const further = async () => {
      const before = positions.length
      await until('the position moves', async () => {
        const position = await look()
        return position !== undefined && positions.length > before + 1 && isLess(positions[before], position)
          ? true
          : undefined
      })
    }
    await further()
    const holder = await sourceHolder(cluster)
    assert.equal((await cluster.node(holder).stop()).code, 0)
    await further()
    const second = await sourceHolder(cluster)
    assert.notEqual(second, holder, 'the spare worker has taken over')
    cluster.node(holder).start()
    await serving(cluster, cluster.node(holder))
    await further()
    assert.equal(await sourceHolder(cluster), second, 'a source does not move back')
    await cluster.node(second).kill()
    await until('it moved', async () => ((await sourceHolder(cluster)) === holder ? true : undefined))
    await further()
    assert.equal((await cluster.dmctl('pause-task', 't1')).json.result, true)
    const paused = await look()
    assert.deepEqual(await look(), paused)
    assert.equal((await cluster.dmctl('resume-task', 't1')).json.result, true)
    await further()
    for (const [at, position] of positions.entries()) {
      const before = positions[at - 1]
      if (before !== undefined) assert.ok(!isLess(position, before), `${before} then ${position}`)
    }
  })

  test('query-status has the documented shape over HTTP and dmctl', { skip: needsMySql }, async () => {
    const [master] = cluster.masters
    assert.ok(master)
    const { json } = await cluster.ask(master, '/apis/v1alpha1/status/t1')
    const [source] = json.sources as [{ sourceStatus: Json; subTaskStatus: [Json] }]
    assert.deepEqual(Object.keys(source.sourceStatus), ['source', 'worker', 'result', 'relayStatus'])
    const [subtask] = source.subTaskStatus
    assert.equal(subtask.stage, 'Running')
    assert.equal(subtask.unit, 'Sync')
    assert.equal(typeof (subtask.sync as Json).totalEvents, 'string')
    const summary = (await cluster.dmctl('query-status')).json
    assert.deepEqual(summary.tasks, [{ taskName: 't1', taskStatus: 'Running', sources: ['s1'] }])
    assert.match(String((await cluster.dmctl('operate-source', 'stop', 's1')).json.msg), /^\[code=46010:/)
    assert.equal((await cluster.dmctl('stop-task', 't1')).json.result, true)
    assert.equal((await cluster.dmctl('operate-source', 'stop', 's1')).json.result, true)
  })
})

type Position = readonly [string, number]

async function shownPosition(cluster: Cluster): Promise<Position | undefined> {
  const [master] = cluster.masters
  if (master === undefined) return undefined
  const { json } = await cluster.ask(master, '/apis/v1alpha1/status/t1')
  const sources = json.sources as readonly { subTaskStatus: readonly { sync?: { syncerBinlog: string } }[] }[]
  const found = /^\((.+), (\d+)\)$/.exec(sources[0]?.subTaskStatus[0]?.sync?.syncerBinlog ?? '')
  return found === null ? undefined : [found[1] ?? '', Number(found[2])]
}

function isLess(a: Position | undefined, b: Position): boolean {
  return a !== undefined && (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]))
}

async function sourceHolder(cluster: Cluster): Promise<string> {
  return until('the source is bound', async () => {
    for (const { name } of cluster.workers) {
      const row = await cluster.workerRow(name)
      if (row?.source === 's1' && row.stage === 'bound') return name
    }
    return undefined
  })
}
