import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const topology = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])

const rolled = (more: object, words: readonly string[] = ['--list-hosts']) =>
  withHome(async (home) => {
    await recorded(home, { topology, version: 'v8.1.1', ...more })
    return typed(['rollback', 'prod', ...words], { home })
  })

describe('rollback', () => {
  test('has nothing to do where there was no upgrade', async () => {
    const { code, out } = await rolled({}, ['-y'])
    assert.deepEqual([code, out], [0, 'prod is at v8.1.1, and no upgrade is to be rolled back: nothing to do.\n'])
  })

  test('goes back within a line, workers first', async () => {
    const { code, out, err } = await rolled({ previous: 'v8.1.0' })
    assert.equal(code, 0, err)
    assert.ok(out.indexOf('Roll dm-worker back') < out.indexOf('Roll dm-master back'))
  })

  test('says why the way back is closed, and which one there is', async () => {
    for (const more of [{ previous: 'v7.5.0' }, { version: 'v7.5.0', upgrading: 'v8.1.1' }]) {
      const { code, err } = await rolled(more, ['-y'])
      assert.equal(code, 6)
      assert.match(err, /cannot roll prod back to v7\.5\.0 as a dm-master of v8\.1\.1 may have changed DM's metadata/)
      assert.match(err, /hint: docs\/operations\/upgrade\.md/)
    }
  })
})
