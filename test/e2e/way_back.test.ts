// An upgrade that is regretted: what it exported before it touched anything comes back into the old version.

import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packPlayground } from '../../src/playground/pack.js'
import { root } from '../shape/imports.js'
import { type Embedded, embedded, version } from './embedded.js'
import { started, succeeded } from './steps.js'

const newer = 'v8.5.0'

describe('the way back', () => {
  let it: Embedded
  const exports = (): string[] => readdirSync(join(it.home, 'clusters', 'back', 'exports'))

  before(async () => {
    it = await embedded('back')
    await packPlayground({ dir: it.packages, version: newer, program: join(root, 'dist', 'simulator.cjs') })
    await started(it)
    await it.migrate(2)
    await it.dmctl(['start-relay', '-s', 's2', 'w2'])
  })
  after(() => it.end())

  test('an upgrade exports before it touches anything; repeated after a kill it keeps that export', async () => {
    await it.kill(['upgrade', 'back', newer, '-y'], { task: 'Activate what was staged' })
    const [name = '', ...others] = exports()
    assert.match(name, /^v8\.1\.0-\d{8}T\d{6}Z$/)
    assert.deepEqual(others, [])
    const { out } = succeeded(await it.type(['upgrade', 'back', newer, '-y']))
    assert.match(out, new RegExp(`Sources and tasks are in .*/exports/${name}`))
    assert.deepEqual(exports(), [name])
    const folder = join(it.home, 'clusters', 'back', 'exports', name)
    assert.deepEqual(readdirSync(join(folder, 'sources')), ['s1.yaml', 's2.yaml'])
    assert.equal(statSync(join(folder, 'sources', 's1.yaml')).mode & 0o777, 0o600)
    assert.equal(JSON.parse(readFileSync(join(folder, 'dmbook.json'), 'utf8')).version, version)
    cpSync(folder, join(it.home, 'kept'), { recursive: true })
  })

  test('the old version gets what was exported before the upgrade; a second import changes nothing', async () => {
    succeeded(await it.type(['destroy', 'back', '-y']))
    await started(it)
    const kept = join(it.home, 'kept')
    assert.match(succeeded(await it.type(['config', 'import', 'back', kept, '--plan'])).out, /create source s1/)
    succeeded(await it.type(['config', 'import', 'back', kept, '-y']))
    assert.match(succeeded(await it.type(['config', 'import', 'back', kept, '-y'])).out, /Nothing had to change/)
    const { tasks } = JSON.parse((await it.dmctl(['query-status'])).out)
    assert.deepEqual(
      tasks.map((task: { taskName: string; taskStatus: string }) => [task.taskName, task.taskStatus]),
      [
        ['t1', 'Running'],
        ['t2', 'Running'],
      ],
    )
    const again = join(it.home, 'again')
    succeeded(await it.type(['config', 'export', 'back', again]))
    assert.deepEqual(JSON.parse(readFileSync(join(again, 'relay_workers.json'), 'utf8')), { s2: ['w2'] })
  })
})
