import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'

test('meta knows its words, and says so', async () => {
  await withHome(async (home) => {
    const { code, err } = await typed(['meta', 'dump', 'prod'], { home })
    assert.equal(code, 2)
    assert.match(err, /hint: dmbook meta backup NAME.*meta export NAME --tiup/)
    assert.equal((await typed(['meta', 'restore', 'prod'], { home })).code, 2)
  })
})
