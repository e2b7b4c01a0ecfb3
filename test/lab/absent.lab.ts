// Every verb with one of six machines switched off: what it ends with, what it says, what becomes of the others.
// h6 is gone: it holds one of three masters (never the leader when it goes) and one of six workers.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { byKey, type LabCluster, labCluster, version } from './cluster.js'
import { invocations } from './host_state.js'
import { address, lab, on } from './lab.js'

const hosts = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const alive = hosts.slice(0, 5)
const dead = address('h6')
const topology = `global: { user: tidb, deploy_dir: /dm-deploy, data_dir: /dm-data }
server_configs: { worker: { keepalive-ttl: 5 } }
master_servers:
${['h1', 'h2', 'h6'].map((host) => `  - { host: ${address(host)} }`).join('\n')}
worker_servers:
${hosts.map((host) => `  - { host: ${address(host)} }`).join('\n')}
`

interface Row {
  readonly words: readonly string[]
  readonly code: number
  readonly says: RegExp
  /** whether processes of the others are other ones than before */
  readonly others: 'left alone' | 'new'
}

const worker = (host: string): string => `${address(host)}:8262`
const unreached = /cannot reach .*172\.19\.0\.106/

const rows: readonly Row[] = [
  { words: ['display'], code: 0, says: /Out of reach, .*: 172\.19\.0\.106/, others: 'left alone' },
  { words: ['display', '--exit-code'], code: 1, says: /172\.19\.0\.106:8261 .* Down/, others: 'left alone' },
  { words: ['check'], code: 4, says: unreached, others: 'left alone' },
  { words: ['exec', '--command', 'echo here'], code: 4, says: /5 of 6 machines ended with 0/, others: 'left alone' },
  { words: ['exec', '-N', worker('h1'), '--command', 'true'], code: 0, says: /^$/, others: 'left alone' },
  { words: ['logs', '-N', worker('h6')], code: 4, says: unreached, others: 'left alone' },
  { words: ['logs', '-N', worker('h1'), '-n', '1'], code: 0, says: /./, others: 'left alone' },
  { words: ['ssh', '-N', worker('h6')], code: 255, says: /No route to host|timed out/, others: 'left alone' },
  { words: ['start'], code: 4, says: unreached, others: 'left alone' },
  { words: ['start', '-N', worker('h1')], code: 0, says: /Nothing had to change/, others: 'left alone' },
  { words: ['deploy'], code: 4, says: unreached, others: 'left alone' },
  { words: ['enable'], code: 4, says: unreached, others: 'left alone' },
  { words: ['disable', '-N', worker('h6')], code: 4, says: unreached, others: 'left alone' },
  { words: ['restart', '--all-at-once', '-y'], code: 4, says: unreached, others: 'left alone' },
  { words: ['restart', '-N', worker('h1'), '-y'], code: 0, says: /changes?\.$/m, others: 'new' },
  { words: ['reload', '-y'], code: 4, says: unreached, others: 'left alone' },
  { words: ['upgrade', 'v8.5.0', '-y'], code: 4, says: unreached, others: 'left alone' },
  { words: ['scale-in', '-N', worker('h6'), '-y'], code: 4, says: unreached, others: 'left alone' },
  { words: ['destroy', '-y'], code: 4, says: unreached, others: 'left alone' },
]

describe('one of six machines is switched off', () => {
  let it: LabCluster
  before(async () => {
    lab('up', '6')
    it = await labCluster('absent', topology)
    await it.done(it.deploy())
    await it.done(['start', 'absent'])
    await notLeading()
    lab('off', 'h6')
  })
  after(async () => {
    lab('on', 'h6')
    await it.done(['destroy', 'absent', '-y'])
    for (const host of ['h4', 'h5', 'h6']) lab('off', host)
    await it.end()
  })

  /** A leader that goes would make the others elect one first: what verbs do then is another table. */
  async function notLeading(): Promise<void> {
    const shown = await it.done(['display', 'absent'])
    if (new RegExp(`^${dead}:8261 .*\\|L`, 'm').test(shown))
      await it.done(['restart', 'absent', '-N', `${dead}:8261`, '-y'])
  }

  const typed = ([verb = '', ...words]: readonly string[]): readonly string[] =>
    verb === 'deploy' ? it.deploy() : [verb, 'absent', ...words]

  for (const { words, code, says, others } of rows)
    test(`${words.join(' ')}: ends with ${code}, the others are ${others}`, async () => {
      const before = alive.flatMap(invocations)
      const ended = await it.type(typed(words))
      assert.equal(ended.code, code, ended.out + ended.err)
      assert.match((ended.out + ended.err).trim(), says)
      const changed = alive.flatMap(invocations).filter((one) => !before.includes(one))
      assert.equal(changed.length > 0, others === 'new', changed.join('\n'))
    })

  test('patch of a chosen one: the dead one is not asked', async () => {
    const file = join(it.packages, `dm-worker-${version}-linux-amd64.tar.gz`)
    const before = alive.flatMap(invocations)
    const { code, out } = await it.type(['patch', 'absent', file, '-N', worker('h1'), '-y'])
    assert.equal(code, 0, out)
    assert.ok(alive.flatMap(invocations).filter((one) => !before.includes(one)).length <= 1)
  })

  test('scale-out goes on without it, and tells it by reload later', async () => {
    const more = join(it.home, 'more.yaml')
    writeFileSync(more, `worker_servers: [{ host: ${address('h1')}, port: 8362 }]\n`)
    const { code, out } = await it.type(['scale-out', 'absent', more, ...byKey.slice(0, 4), '-y'])
    assert.equal(code, 4, out)
    assert.match(out, unreached)
    assert.match(await it.done(['display', 'absent']), /^172\.19\.0\.101:8362 .* Free /m)
  })

  test('scale-in --force lets it go from DM, and says who could not be told', async () => {
    const { code, out } = await it.type(['scale-in', 'absent', '-N', worker('h6'), '--force', '-y'])
    assert.equal(code, 4, out)
    assert.match(out, /Leave on 172\.19\.0\.106/)
    assert.doesNotMatch(await it.done(['display', 'absent']), /172\.19\.0\.106:8262/)
  })

  test('stop stops the others, owes the rest, and the next run does it', async () => {
    const { code, out } = await it.type(['stop', 'absent', '-y'])
    assert.equal(code, 4, out)
    for (const host of alive) assert.equal(on(host, 'systemctl is-active dm-worker-8262 || true'), 'inactive')
    assert.match(await it.done(['display', 'absent']), /^Owed, to be stopped since run \S+: 172\.19\.0\.106:8261/m)
    lab('on', 'h6')
    await it.done(['stop', 'absent', '-y'])
    assert.equal(on('h6', 'systemctl is-active dm-master-8261 || true'), 'inactive')
    assert.doesNotMatch(await it.done(['display', 'absent']), /Owed/)
  })
})
