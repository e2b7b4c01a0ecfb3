// Nodes come and go on an embedded cluster whose source is busy; each command is typed at the built program.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePorts } from '../fakes/free_ports.js'
import { root } from '../shape/imports.js'
import { type Embedded, type Ended, embedded } from './embedded.js'
import { secondHere, started } from './steps.js'

describe('scaling an embedded cluster', () => {
  let it: Embedded
  const run = async (...words: readonly string[]): Promise<Ended> => {
    const ended = await it.type(words)
    assert.equal(ended.code, 0, `${ended.out}${ended.err}`)
    return ended
  }
  const shown = async () => JSON.parse((await it.type(['display', 'sc', '--json'])).out).instances as Shown[]
  const boundTo = async (): Promise<string> => (await shown()).find(({ source }) => source === 's1')?.id ?? ''
  const folderOf = (id: string, role: string): string =>
    join(it.home, 'run', 'sc', 'deploy', `${role}-${id.split(':')[1]}`)

  before(async () => {
    it = await embedded('sc')
    await started(it)
    const source = join(it.home, 'source.yaml')
    const task = join(it.home, 'task.yaml')
    writeFileSync(source, 'source-id: s1\nfrom: { host: 127.0.0.1, port: 3306, user: root, password: "" }\n')
    writeFileSync(
      task,
      'name: t1\ntask-mode: incremental\ntarget-database: { host: 127.0.0.1, port: 4000, user: root, password: "" }\nmysql-instances: [{ source-id: s1 }]\n',
    )
    assert.equal(JSON.parse((await it.dmctl(['operate-source', 'create', source])).out).result, true)
    assert.equal(JSON.parse((await it.dmctl(['start-task', task])).out).result, true)
  })
  after(() => it.end())

  test('an unknown node, no node and every master are refused before anything is contacted', async () => {
    const unknown = await it.type(['scale-in', 'sc', '-N', '127.0.0.1:1', '-y'])
    assert.deepEqual([unknown.code, /127\.0\.0\.1:1/.test(unknown.err)], [2, true])
    assert.equal((await it.type(['scale-in', 'sc', '-y'])).code, 2)
    const all = await it.type(['scale-in', 'sc', '-N', it.masters.join(','), '-y'])
    assert.deepEqual([all.code, /cannot remove every dm-master of sc/.test(all.err)], [6, true])
  })

  test('a bound worker leaves: asked about, its source moves, its relay log stays', async (t) => {
    const worker = await boundTo()
    const folder = folderOf(worker, 'dm-worker')
    mkdirSync(join(folder, 'relay_log'))
    const asked = await it.type(['scale-in', 'sc', '-N', worker], 'no\n')
    assert.equal(asked.code, 6)
    assert.match(asked.out, /3 dm-masters stay: 1 of them may fail\. Sources that move: s1\./)
    const before = secondHere()
    const watch = stillness(it.masters)
    const { out } = await run('scale-in', 'sc', '-N', worker, '-y')
    const stall = await watch.end()
    const second = Math.max(before, secondHere())
    t.diagnostic(`s1 had no worker for ${stall} ms`)
    assert.ok(stall < 1.5 * second, `s1 stood still for ${stall} ms, a second here is ${second} ms`)
    assert.match(out, /Keep .*relay_log \(/)
    assert.deepEqual(readdirSync(folder), ['.dmbook', 'relay_log'])
    assert.notEqual(await boundTo(), worker)
    const [prometheus = ''] = readdirSync(join(it.home, 'run/sc/deploy')).filter((name) =>
      name.startsWith('prometheus'),
    )
    const scraped = readFileSync(join(it.home, 'run/sc/deploy', prometheus, 'conf/prometheus.yml'), 'utf8')
    assert.ok(!scraped.includes(worker))
  })

  test('once more it has left already', async () => {
    const gone = it.workers.find((id) => !existsSync(join(folderOf(id, 'dm-worker'), 'bin'))) ?? ''
    assert.match((await run('scale-in', 'sc', '-N', gone, '-y')).out, /is already removed/)
  })

  test('new nodes come though the command is killed twice; a third one changes nothing', async () => {
    const [m, p, w] = await freePorts(3)
    const file = join(it.home, 'scale.yaml')
    writeFileSync(
      file,
      `master_servers: [{ host: 127.0.0.1, name: m9, port: ${m}, peer_port: ${p} }]\nworker_servers: [{ host: 127.0.0.1, name: w9, port: ${w} }]\n`,
    )
    await killedAt(it.home, ['scale-out', 'sc', file, '-y'], /Start the unit/)
    await killedAt(it.home, ['scale-out', 'sc', file, '-y'], /Record it/)
    const { out } = await run('scale-out', 'sc', file, '-y')
    assert.match(out, /scale-out sc: done/)
    const now = await shown()
    assert.deepEqual(
      now.filter(({ id }) => id.endsWith(`:${m}`) || id.endsWith(`:${w}`)).map(({ status }) => status),
      ['Healthy', 'Free'],
    )
    const scripts = readdirSync(join(it.home, 'run/sc/deploy')).filter((name) => name.startsWith('dm-worker'))
    for (const name of scripts.filter((each) => existsSync(join(it.home, 'run/sc/deploy', each, 'scripts')))) {
      const script = readFileSync(join(it.home, 'run/sc/deploy', name, 'scripts/run_dm-worker.sh'), 'utf8')
      assert.ok(script.includes(`127.0.0.1:${m}`), name)
    }
    assert.match((await run('scale-out', 'sc', file, '-y')).out, /Nothing had to change/)
    const taken = join(it.home, 'taken.yaml')
    writeFileSync(taken, `worker_servers: [{ host: 127.0.0.1, name: w8, port: ${w} }]\n`)
    const refused = await it.type(['scale-out', 'sc', taken, '-y'])
    assert.deepEqual([refused.code, new RegExp(`port ${w} .* is taken twice`).test(refused.err)], [2, true])
  })

  test('a node whose machine is gone leaves by force, and prune finds what nobody else knows', async () => {
    const free = (await shown()).find(({ status }) => status === 'Free')?.id ?? ''
    await run('stop', 'sc', '-N', free, '-y')
    const { out } = await run('scale-in', 'sc', '-N', free, '--force', '-y')
    assert.match(out, new RegExp(`Leave on 127.0.0.1: the unit dm-worker-${free.split(':')[1]}`))
    await fetch(`http://${it.masters[0]}/pb.Master/RegisterWorker`, {
      method: 'POST',
      body: '{"name":"stray","address":"127.0.0.1:1"}',
    })
    assert.match((await run('prune', 'sc')).out, /1 change/)
    assert.match((await run('prune', 'sc')).out, /Nothing had to change/)
    assert.ok(!(await it.dmctl(['list-member', '--worker'])).out.includes('stray'))
  })

  test('the last worker of a source is refused, saying how to go on', async () => {
    const { code, out } = await it.type(['scale-in', 'sc', '-N', await boundTo(), '-y'])
    assert.equal(code, 6)
    assert.match(out, /s1 must move, and no free dm-worker stays: .*--allow binding/)
    assert.match(out, /scale-in sc was refused before the first change/)
  })

  test('masters leave down to one, the leader first', async () => {
    for (const left of [3, 2, 1]) {
      const leader = (await shown()).find(({ status }) => status === 'Healthy|L')?.id ?? ''
      await run('scale-in', 'sc', '-N', leader, '-y')
      const masters = (await shown()).filter(({ role }) => role === 'dm-master')
      assert.deepEqual(
        masters.map(({ status }) => status).sort(),
        ['Healthy', 'Healthy', 'Healthy|L'].slice(3 - left),
        JSON.stringify(masters),
      )
      assert.ok(!existsSync(folderOf(leader, 'dm-master')))
    }
    const [last] = (await shown()).filter(({ role }) => role === 'dm-master')
    await run('stop', 'sc', '-N', last?.id ?? '', '-y')
    await run('start', 'sc', '-N', last?.id ?? '')
    assert.notEqual(await boundTo(), '')
  })
})

/** Types a command and kills it, with nobody to tell, when its output says so. */
function killedAt(home: string, words: readonly string[], when: RegExp): Promise<void> {
  const env = { ...process.env, DMBOOK_HOME: home, NO_COLOR: '1' }
  const child = spawn(process.execPath, [join(root, 'dist', 'dmbook.js'), ...words], { cwd: root, env })
  let said = ''
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString()
    if (when.test(said)) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('exit', (_, signal) => (signal ? resolve() : reject(new Error(`it was not killed: ${said}`))))
  })
}

interface Shown {
  readonly id: string
  readonly role: string
  readonly status: string
  readonly source: string | null
}

/** Asks ten times a second whether s1 has a worker; `end` gives the longest time without one, in milliseconds. */
function stillness(masters: readonly string[]): { end(): Promise<number> } {
  let going = true
  const watching = (async () => {
    let [longest, lastSeen] = [0, Date.now()]
    while (going) {
      if (await isBound(masters)) lastSeen = Date.now()
      longest = Math.max(longest, Date.now() - lastSeen)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return longest
  })()
  return {
    end: () => {
      going = false
      return watching
    },
  }
}

async function isBound(masters: readonly string[]): Promise<boolean> {
  for (const master of masters) {
    const text = await fetch(`http://${master}/apis/v1alpha1/members?worker=true`).then(
      (answer) => answer.text(),
      () => '',
    )
    if (/"stage": "bound",\s+"source": "s1"/.test(text)) return true
  }
  return false
}
