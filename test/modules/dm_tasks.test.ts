import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DmApi, SourceStatus } from '../../src/hosts/dm_api.js'
import { dmTasks } from '../../src/modules/dm_tasks.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { fakeTools } from './fake_tools.js'

const task = (unit: string, stage = 'Running') => ({ task: 't1', stage, unit, errors: [] })
const status = (given: Partial<SourceStatus> = {}): SourceStatus => ({
  source: 's1',
  relay: false,
  subtasks: [task('Sync')],
  ...given,
})
const worker = (name: string, stage: 'free' | 'bound') => ({ name, address: 'a', stage, source: '' })

interface Case {
  readonly status?: SourceStatus
  readonly free?: boolean
  readonly want?: object
  readonly dm?: Partial<DmApi>
}

function ask({ status: found = status(), free = true, want = {}, dm = {} }: Case) {
  const members = { leader: 'm1', masters: [], workers: [worker('w1', 'bound'), worker('w2', free ? 'free' : 'bound')] }
  const tools = fakeTools({ dm: { ...fakeDm({ members, sources: { s1: found } }, ['a']), ...dm } })
  const read = dmTasks.read(fakeHost(), completed(dmTasks, { sources: ['s1'], ...want }), tools)
  return { read, tools }
}

describe('dm_tasks', () => {
  test('gives what each task does', async () => {
    assert.deepEqual(await ask({}).read, { stages: [{ source: 's1', task: 't1', stage: 'Running' }] })
    assert.deepEqual(await ask({ want: { sources: [] } }).read, { stages: [] })
  })

  const spared: readonly (readonly [string, Case])[] = [
    ['a load that is paused', { status: status({ subtasks: [task('Load', 'Paused')] }) }],
    ['a relay log with nobody free to take the source over', { status: status({ relay: true }), free: false }],
    ['what nobody can be asked about', { dm: { source: () => Promise.reject(new Error('connection refused')) } }],
  ]
  for (const [what, given] of spared) test(`lets ${what} be`, async () => void (await ask(given).read))

  const refused: readonly (readonly [string, Case, RegExp])[] = [
    [
      'a dump',
      { status: status({ subtasks: [task('Dump')] }) },
      /^cannot stop the worker of s1 .*t1 is in dump on s1$/,
    ],
    ['a load', { status: status({ subtasks: [task('Load')] }) }, /t1 is in load on s1$/],
    [
      'a relay log that w2 would pull anew',
      { status: status({ relay: true }) },
      /as w2 would pull its relay log anew$/,
    ],
    ['to move a source with a relay log', { status: status({ relay: true }), want: { move: true } }, /^cannot move s1/],
    ['to move where nobody is free', { free: false, want: { move: true } }, /^cannot move s1 as no worker is free$/],
  ]
  test('says in full what to type', async () => {
    await assert.rejects(ask({ status: status({ relay: true }) }).read, {
      hint: 'let it pull now: dmbook dmctl --master-addr a start-relay -s s1 w2; or overrule this: --allow relay',
    })
  })

  for (const [what, given, message] of refused) {
    test(`refuses ${what}, unless it is overruled`, async () => {
      await assert.rejects(ask(given).read, { message, hint: /; or overrule this: --allow (tasks|relay|binding)$/ })
      const { read, tools } = ask({ ...given, want: { ...given.want, allow: ['tasks', 'relay', 'binding'] } })
      await read
      assert.equal(tools.said.length, 1)
    })
  }
})
