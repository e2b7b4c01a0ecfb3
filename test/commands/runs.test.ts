import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'

test('runs prints a head where there is none', async () => {
  await withHome(async (home) => {
    const { code, out } = await typed(['runs'], { home })
    assert.deepEqual([code, out.split('\n')[0]], [0, 'ID  Time  Verb  Cluster  Result'])
  })
})
