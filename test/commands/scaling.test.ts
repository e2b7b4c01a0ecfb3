import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'

test('scale-in names no cluster that is not there', async () => {
  await withHome(async (home) => {
    const { code, err } = await typed(['scale-in', 'nope', '-N', '172.19.0.101:8262', '-y'], { home })
    assert.equal(code, 2)
    assert.match(err, /there is no cluster "nope"/)
  })
})
