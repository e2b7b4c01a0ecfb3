import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Members } from '../../src/hosts/dm_api.js'
import { legacyImport } from '../../src/modules/legacy_import.js'
import { type FakeFile, fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { fakeTools } from './fake_tools.js'

const members = (source: string): Members => ({
  leader: 'm1',
  masters: [],
  workers: [{ name: 'w1', address: 'w1:8262', stage: source === '' ? 'free' : 'bound', source }],
})

const status = (stage: string) =>
  JSON.stringify({
    result: true,
    msg: '',
    sources: [{ result: true, sourceStatus: { source: 's1' }, subTaskStatus: [{ name: 'shop', stage }] }],
  })

const want = {
  sources: ['s1'],
  tasks: [{ task: 'shop', source: 's1', stage: 'Running' }],
  pending: '/dm/v1source',
  log: '/dm/log/dm-master.log',
}

interface Given {
  readonly source?: string
  readonly stage?: string
  readonly wanted?: string
  readonly files?: Record<string, FakeFile>
  readonly log?: string
}

async function read({ source = 's1', stage = 'Running', wanted = 'Running', files = {}, log = '' }: Given) {
  const host = fakeHost(files).expect(/^tail -n 2000/, { stdout: log })
  const asked: string[] = []
  const tools = fakeTools({
    dm: fakeDm({ members: members(source) }, ['m1:8261']),
    fetch: async (url) => {
      asked.push(url)
      return { status: 200, text: status(stage) }
    },
  })
  const tasks = want.tasks.map((task) => ({ ...task, stage: wanted }))
  const found = await legacyImport.read(host, { ...want, tasks, timeout: '10s' }, tools)
  return { found, asked }
}

test('legacy_import is through when the sources are bound and the tasks are there', async () => {
  const { found, asked } = await read({})
  assert.deepEqual(found, { tasks: ['shop of s1: Running'] })
  assert.deepEqual(asked, ['http://m1:8261/apis/v1alpha1/status/shop'])
  assert.deepEqual((await read({ stage: 'Paused' })).found, { tasks: ['shop of s1: Paused'] }, 'an error may pause it')
})

const waits: readonly (readonly [name: string, given: Given, said: RegExp])[] = [
  [
    'while dm-master has not deleted the sources',
    { files: { '/dm/v1source': { kind: 'directory' } } },
    /dm-master is upgrading the data/,
  ],
  ['while a source has no worker', { source: '' }, /no worker has s1/],
  ['while a task is missing', { stage: 'InvalidStage' }, /there is no task shop of s1/],
  ['while a paused task runs', { wanted: 'Paused' }, /shop of s1 is Running, and was paused/],
]
for (const [name, given, said] of waits)
  test(`legacy_import waits ${name}`, async () => {
    await assert.rejects(read(given), said)
  })

test('legacy_import tells the last error of the log', async () => {
  const log =
    '[2026/11/28 05:00:00.000 +00:00] [ERROR] [x] ["fail to bootstrap the cluster"] [error="[code=38053], Message: no upstream"]\n'
  await assert.rejects(
    read({ files: { '/dm/v1source': { kind: 'directory' } }, log }),
    (thrown: Error & { detail?: string }) => {
      assert.equal(thrown.detail, '[code=38053], Message: no upstream')
      return /dm-master says: \[code=38053\], Message: no upstream/.test(thrown.message)
    },
  )
})
