// The verbs of an embedded cluster from its deploy to its destroy, typed at the built program, in the order of a life.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { amid } from './amid.js'
import { type Embedded, type Ended, embedded, version } from './embedded.js'

describe('an embedded cluster', () => {
  let it: Embedded
  before(async () => {
    it = await embedded('life')
  })
  after(() => it.end())

  test('a plan of a deploy writes nothing', async () => {
    const { code, out } = await it.type([...it.deploy, '--plan'])
    assert.equal(code, 0, out)
    assert.match(out, /Plan of deploy life/)
    assert.deepEqual(readdirSync(join(it.home, 'clusters')), [])
    assert.ok(!existsSync(join(it.home, 'run')))
    assert.deepEqual([...readdirSync(join(it.home, 'runs')), ...readdirSync(join(it.home, 'audit'))], [])
  })

  test('a busy port is refused naming its process, and nothing is laid down', async () => {
    const [, port = ''] = (it.masters[0] ?? '').split(':')
    const server = createServer().listen(Number(port), '127.0.0.1')
    const { code, out } = await it.type([...it.deploy, '-y'])
    server.close()
    assert.equal(code, 6)
    assert.match(out, new RegExp(`${port}.*${process.pid}`, 's'))
    assert.ok(!existsSync(join(it.home, 'run', 'life')))
  })

  test('a declined question changes nothing and ends with 6', async () => {
    const { code, err } = await it.type(it.deploy, 'no\n')
    assert.equal(code, 6)
    assert.match(err, /not confirmed/)
    assert.deepEqual(readdirSync(join(it.home, 'clusters')), [])
  })

  test('deploys after a yes from a pipe, starting nothing', async () => {
    const { code, out } = await it.type(it.deploy, 'yes\n')
    assert.equal(code, 0, out)
    const shown = await it.type(['display', 'life', '--exit-code'])
    assert.equal(shown.code, 1)
    assert.match(shown.out, /dm-master .* Down/)
  })

  test('deploys again without a change', async () => {
    const { code, out } = await it.type([...it.deploy, '-y'])
    assert.equal(code, 0, out)
    assert.match(out, /Nothing had to change/)
  })

  test('refuses another version or topology under the same name, naming the right verb', async () => {
    const [verb = '', name = '', , topology = '', ...rest] = it.deploy
    const other = await it.type([verb, name, 'v8.1.1', topology, ...rest, '-y'])
    assert.equal(other.code, 6)
    assert.match(other.err, /dmbook upgrade life v8\.1\.1/)
  })

  test('files with passwords are for the owner only, folders of the state too', () => {
    const files = execFileSync(
      'find',
      [join(it.home, 'run', 'life'), '-name', 'grafana.ini', '-o', '-name', 'dm-*.toml'],
      { encoding: 'utf8' },
    )
    for (const file of files.trim().split('\n')) assert.equal(statSync(file).mode & 0o077, 0, file)
    for (const folder of ['', 'clusters', 'audit', 'runs', 'locks', 'clusters/life']) {
      assert.equal(statSync(join(it.home, folder)).mode & 0o077, 0, folder)
    }
  })

  test('starts: masters, a leader, workers, monitoring; then everything is healthy', async () => {
    const { code, out } = await it.type(['start', 'life'])
    assert.equal(code, 0, out)
    const shown = await it.type(['display', 'life', '--exit-code'])
    assert.equal(shown.code, 0, shown.out)
    assert.equal(shown.out.match(/Healthy\|L/g)?.length, 1)
    assert.equal(shown.out.match(/ {2}Free {2}/g)?.length, 2)
    assert.match(shown.out, /^Cluster type: {7}dm\nCluster name: {7}life\nCluster version: {4}v8\.1\.0\nDeploy user: /)
    assert.match(shown.out, /^Total nodes: 8$/m)
  })

  test('starts again without a change', async () => {
    const { out } = await it.type(['start', 'life'])
    assert.match(out, /Nothing had to change/)
  })

  test('a source gets a worker and a task runs', async () => {
    const source = join(it.home, 'source.yaml')
    const task = join(it.home, 'task.yaml')
    writeFileSync(source, 'source-id: s1\nfrom: { host: 127.0.0.1, port: 3306, user: root, password: "" }\n')
    writeFileSync(
      task,
      'name: t1\ntask-mode: incremental\ntarget-database: { host: 127.0.0.1, port: 4000, user: root, password: "" }\nmysql-instances: [{ source-id: s1 }]\n',
    )
    assert.equal(JSON.parse((await it.dmctl(['operate-source', 'create', source])).out).result, true)
    assert.equal(JSON.parse((await it.dmctl(['start-task', task])).out).result, true)
    const { out } = await it.type(['display', 'life', '--json'])
    const bound = JSON.parse(out).instances.filter((instance: { source: string | null }) => instance.source === 's1')
    assert.equal(bound.length, 1)
    assert.equal(bound[0].status, 'Bound')
  })

  test('stops and starts a selection only', async () => {
    const [worker = ''] = it.workers
    const stopped = await it.type(['stop', 'life', '-N', worker, '-y'])
    assert.equal(stopped.code, 0, stopped.out)
    const { out } = await it.type(['display', 'life', '-N', worker])
    assert.match(out, /Offline/)
    assert.match(out, /^Total nodes: 1$/m)
    assert.match((await it.type(['stop', 'life', '-N', worker, '-y'])).out, /Nothing had to change/)
    assert.equal((await it.type(['start', 'life', '-R', 'dm-worker'])).code, 0)
    assert.equal((await it.type(['display', 'life', '--exit-code'])).code, 0)
  })

  test('an unknown node or role is an error with the nearest right one', async () => {
    const { code, err } = await it.type(['stop', 'life', '-N', '127.0.0.1:1', '-R', 'dm-wroker', '-y'])
    assert.equal(code, 2)
    assert.match(err, /127\.0\.0\.1:1/)
    assert.match(err, /did you mean dm-worker\?/)
  })

  test('refuses a second writer at once, naming the first', async () => {
    const second: Promise<Ended>[] = []
    const first = await amid(it, { words: ['stop', 'life', '-y'], before: { task: 'Stop the unit' } }, (child) => {
      child.kill('SIGSTOP')
      second.push(it.type(['start', 'life']).finally(() => child.kill('SIGCONT')))
    })
    assert.equal(first.code, 0, first.err)
    const [refused] = await Promise.all(second)
    assert.equal(refused?.code, 5)
    assert.match(refused?.err ?? '', /busy: dmbook stop life -y --json by .* \(PID \d+ on /)
  })

  test('is listed, as a table and as JSON', async () => {
    assert.match((await it.type(['list'])).out, /^Name {2}User +Version {2}Path/)
    const { clusters } = JSON.parse((await it.type(['list', '--json'])).out)
    assert.deepEqual([clusters.length, clusters[0].name, clusters[0].version], [1, 'life', version])
  })

  test('is destroyed: no process and no file of it is left; a second time says so', async () => {
    await it.type(['start', 'life'])
    const { code, out } = await it.type(['destroy', 'life', '-y'])
    assert.equal(code, 0, out)
    assert.ok(!existsSync(join(it.home, 'run', 'life')))
    assert.deepEqual(readdirSync(join(it.home, 'clusters')), [])
    assert.throws(() => execFileSync('pgrep', ['-f', join(it.home, 'run')]), 'no process')
    assert.match((await it.type(['destroy', 'life', '-y'])).out, /already destroyed/)
    assert.equal((await it.type(['destroy', 'never', '-y'])).code, 2)
  })
})
