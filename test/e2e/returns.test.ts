// Ways back that are open: a hotfix gives way to the version's own package, and an upgrade within a line is rolled back.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packPlayground } from '../../src/playground/pack.js'
import { root } from '../shape/imports.js'
import { type Embedded, embedded, version } from './embedded.js'
import { hotfix } from './hotfix.js'
import { started, succeeded } from './steps.js'

const newer = 'v8.1.1'

describe('ways back that are open', () => {
  let it: Embedded

  before(async () => {
    it = await embedded('returns')
    await packPlayground({ dir: it.packages, version: newer, program: join(root, 'dist', 'simulator.cjs') })
    await started(it)
    await it.migrate(1)
  })
  after(() => it.end())

  const versions = async (): Promise<string[]> => {
    const { out } = await it.type(['display', 'returns', '--json'])
    const members = JSON.parse(out).instances.filter(({ role }: { role: string }) => role.startsWith('dm-'))
    return members.map(
      (one: { version: string; patched: boolean }) => `${one.version}${one.patched ? ' (patched)' : ''}`,
    )
  }

  /** The worker that has the source. */
  const holder = async (): Promise<string> => {
    const { out } = await it.type(['display', 'returns', '--json'])
    return JSON.parse(out).instances.find(({ source }: { source: string }) => source === 's1').id
  }

  test("patch --list shows what is patched with what; --revert puts the version's own package back", async () => {
    const patch = await hotfix(it.home, 'v8.1.0-hotfix')
    succeeded(await it.type(['patch', 'returns', patch, '--overwrite', '-y']))
    assert.deepEqual(new Set(await versions()), new Set(['v8.1.0-hotfix (patched)']))
    const listed = JSON.parse(succeeded(await it.type(['patch', 'returns', '--list', '--json'])).out)
    assert.equal(listed.patched.length, 5)
    assert.deepEqual(listed.patched[0].runs, 'v8.1.0-hotfix')
    const before = await holder()
    const flags = ['--workers', 'move', '--restore-binding']
    succeeded(await it.type(['patch', 'returns', '--revert', '-R', 'dm-worker', ...flags, '-y']))
    assert.equal(await holder(), before)
    assert.deepEqual((await versions()).sort(), [
      ...Array(2).fill('v8.1.0'),
      ...Array(3).fill('v8.1.0-hotfix (patched)'),
    ])
    assert.deepEqual(Object.keys(JSON.parse((await it.type(['patch', 'returns', '--list', '--json'])).out).kept), [
      'dm-master',
    ])
    await it.kill(['patch', 'returns', '--revert', '-y'], { task: 'Activate what was staged' })
    succeeded(await it.type(['patch', 'returns', '--revert', '-y']))
    assert.match(succeeded(await it.type(['patch', 'returns', '--revert', '-y'])).out, /nothing to do/)
    assert.deepEqual(new Set(await versions()), new Set(['v8.1.0']))
    succeeded(await it.type(['display', 'returns', '--exit-code']))
  })

  test('an upgrade within a line is rolled back, also when the rollback was killed', async () => {
    succeeded(await it.type(['upgrade', 'returns', newer, '-y']))
    assert.deepEqual(new Set(await versions()), new Set([newer]))
    await it.kill(['rollback', 'returns', '-y'], { task: 'Activate what was staged' })
    succeeded(await it.type(['rollback', 'returns', '-y']))
    assert.deepEqual(new Set(await versions()), new Set([version]))
    assert.match(succeeded(await it.type(['rollback', 'returns', '-y'])).out, /nothing to do/)
    succeeded(await it.type(['display', 'returns', '--exit-code']))
  })
})
