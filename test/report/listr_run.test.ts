import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFrames } from '../../src/report/listr_run.js'

test('startFrames() paints ten frames a second until it is ended, then a last one', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const painted: string[] = []
  const end = startFrames('deploy', { frame: () => painted.push('frame'), last: () => painted.push('last') })
  t.mock.timers.tick(300)
  await end()
  t.mock.timers.tick(300)
  assert.deepEqual(painted, ['frame', 'frame', 'frame', 'last'])
})
