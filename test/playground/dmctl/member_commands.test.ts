import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberCommands } from '../../../src/playground/dmctl/member_commands.js'
import { run } from './fake_call.js'

test('list-member passes its filters on', async () => {
  const { asked } = await run(memberCommands['list-member'], ['-w', '-n', 'a,b'])
  assert.deepEqual(asked, [
    { method: 'ListMember', request: { leader: false, master: false, worker: true, names: ['a', 'b'] } },
  ])
})

test('offline-member wants one type and a name', async () => {
  const { asked } = await run(memberCommands['offline-member'], ['--worker', '--name', 'w1'])
  assert.deepEqual(asked, [{ method: 'OfflineMember', request: { type: 'worker', name: 'w1' } }])
  for (const words of [['--worker'], ['-m', '-w', '-n', 'x'], ['-n', 'x']]) {
    await assert.rejects(run(memberCommands['offline-member'], words))
  }
})

test('offline-member ends with 1 for a refusal, without JSON', async () => {
  const refused = run(memberCommands['offline-member'], ['-w', '-n', 'x'], { result: false, msg: '[code=46004:…' })
  await assert.rejects(refused, { code: 1 })
})

test('operate-leader knows two words', async () => {
  const { asked } = await run(memberCommands['operate-leader'], ['evict'])
  assert.deepEqual(asked[0]?.request, { op: 'EvictLeaderOp' })
  await assert.rejects(run(memberCommands['operate-leader'], ['resign']))
})
