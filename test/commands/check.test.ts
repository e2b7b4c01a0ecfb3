import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'

describe('check', () => {
  test('names no cluster that is not there', async () => {
    await withHome(async (home) => {
      const { code, err } = await typed(['check', 'nope'], { home })
      assert.equal(code, 2)
      assert.match(err, /there is no cluster "nope"/)
    })
  })

  test('takes a topology, and looks at its machines by the given login', async () => {
    await withHome(async (home) => {
      const { code, out } = await typed(['check', 'inventories/minimal.yaml', '--list-hosts'], { home })
      assert.equal(code, 0)
      assert.match(out, /login@172\.19\.0\.101, login@172\.19\.0\.102, login@172\.19\.0\.103/)
    })
  })
})
