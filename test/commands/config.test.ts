import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

test('config knows two words, and says so', async () => {
  await withHome(async (home) => {
    const { code, err } = await typed(['config', 'dump', 'prod', 'x'], { home })
    assert.deepEqual([code, /hint: dmbook config export NAME DIR/.test(err)], [2, true])
  })
})

test('config export and import run their playbooks', async () => {
  await withHome(async (home) => {
    await recorded(home, { topology: smallTopology([1, 2, 3, 4, 5, 6].map((port) => port + 18_000)) })
    const listed = await typed(['config', 'export', 'prod', 'out', '--list-tasks'], { home })
    assert.equal(listed.code, 0, listed.err)
    assert.match(listed.out, /Write sources and tasks down/)
    assert.match(
      (await typed(['config', 'import', 'prod', 'out', '--list-tasks'], { home })).out,
      /what DM does not have/,
    )
    assert.equal((await typed(['config', 'import', 'prod', 'out'], { home })).code, 6)
  })
})
