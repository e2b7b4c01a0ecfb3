import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { rollbackTrouble } from '../../src/dm/rollback.js'

describe('rollbackTrouble()', () => {
  const closed = (back: string, newest: string, untouched = false): boolean =>
    rollbackTrouble({ back, newest, untouched }) !== null

  test('sees none within a line from v5.3 on', () => {
    for (const [back, newest] of [
      ['v8.1.0', 'v8.1.1'],
      ['v5.3.0', 'v5.3.4'],
      ['v7.5.0', 'v7.5.0-20240101'],
    ] as const)
      assert.equal(closed(back, newest), false, `${newest} → ${back}`)
  })

  test('closes the way between lines, below v5.3, and from a nightly', () => {
    for (const [back, newest] of [
      ['v7.5.0', 'v8.1.0'],
      ['v8.1.0', 'v8.5.0'],
      ['v2.0.6', 'v2.0.7'],
      ['v8.1.0', 'nightly'],
    ] as const)
      assert.equal(closed(back, newest), true, `${newest} → ${back}`)
  })

  test('leaves it open wherever no dm-master has run the newer one', () => {
    assert.equal(closed('v7.5.0', 'v8.1.0', true), false)
  })
})
