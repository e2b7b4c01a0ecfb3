// Nodes come and go on an embedded cluster whose source is busy; each command is typed at the built program.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Embedded, type Ended, embedded, version } from './embedded.js'

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
    const place = ['--services', 'supervised', '--ssh', 'none', '--mirror', it.packages]
    await run('deploy', 'sc', version, it.topology, ...place, '-y')
    await run('start', 'sc')
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

  test('a bound worker leaves: asked about, its source moves, its relay log stays', async () => {
    const worker = await boundTo()
    const folder = folderOf(worker, 'dm-worker')
    mkdirSync(join(folder, 'relay_log'))
    const asked = await it.type(['scale-in', 'sc', '-N', worker], 'no\n')
    assert.equal(asked.code, 6)
    assert.match(asked.out, /3 dm-masters stay: 1 of them may fail\. Sources that move: s1\./)
    const watch = stillness(it.masters)
    const { out } = await run('scale-in', 'sc', '-N', worker, '-y')
    const stall = await watch.end()
    assert.ok(stall < 1500, `s1 stood still for ${stall} ms`)
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

  test('the last worker of a source is refused, saying how to go on', async () => {
    const { code, out } = await it.type(['scale-in', 'sc', '-N', await boundTo(), '-y'])
    assert.equal(code, 1)
    assert.match(out, /s1 must move, and 0 free worker\(s\) stay: .*--allow-unbound/)
    assert.match(out, /scale-in sc failed on 1 of 1 host/)
  })

  test('masters leave down to one, the leader first', async () => {
    for (const left of [2, 1]) {
      const leader = (await shown()).find(({ status }) => status === 'Healthy|L')?.id ?? ''
      await run('scale-in', 'sc', '-N', leader, '-y')
      const masters = (await shown()).filter(({ role }) => role === 'dm-master')
      assert.deepEqual(
        masters.map(({ status }) => status).sort(),
        ['Healthy', 'Healthy|L'].slice(2 - left),
        JSON.stringify(masters),
      )
      assert.ok(!existsSync(folderOf(leader, 'dm-master')))
    }
    assert.match((await it.dmctl(['list-member', '--leader'])).out, /"result": true/)
  })
})

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
