import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkRelease } from '../../src/modules/release_check.js'
import type { Slot } from '../../src/modules/release_place.js'
import { summary } from './fake_tools.js'

const none: Slot = { exists: false, record: null }
const adopted: Slot = { exists: true, record: null }
const of = (digest: string, confirmed = true): Slot => ({ exists: true, record: { digest, confirmed, version: 'v1' } })

type State = 'staged' | 'active' | 'confirmed' | 'undone'
type Row = readonly [state: State, bin: Slot, next: Slot, prev: Slot, expected: string | string[]]

describe('checkRelease()', () => {
  const table: readonly Row[] = [
    ['staged', none, none, none, ['stage new beside /bin']],
    ['staged', of('old'), of('other', false), none, ['stage new beside /bin']],
    ['staged', of('old'), adopted, none, ['stage new beside /bin']],
    ['staged', of('old'), of('new', false), none, 'same'],
    ['staged', of('new', false), none, none, 'same'],
    ['active', of('new', false), none, none, 'same'],
    ['active', of('old'), of('new', false), none, ['/bin: old → new']],
    ['active', adopted, of('new', false), none, ['/bin: what is there → new']],
    ['active', none, of('new', false), of('old'), ['/bin: nothing → new']],
    ['active', of('old'), none, none, 'blocked: cannot activate new in /bin as it is not staged'],
    ['active', of('old'), of('other', false), none, 'blocked: cannot activate new in /bin as it is not staged'],
    ['confirmed', of('new', false), none, of('old'), ['confirm new in /bin']],
    ['confirmed', of('new'), none, none, 'same'],
    ['confirmed', adopted, none, none, 'same'],
    ['confirmed', none, none, of('old'), 'blocked: cannot confirm the release in /bin as there is none'],
    ['undone', of('new'), none, of('old'), 'same'],
    ['undone', adopted, none, of('old'), 'same'],
    ['undone', of('new', false), none, of('old'), ['put the last confirmed release back into /bin']],
    ['undone', none, of('new', false), of('old'), ['put the last confirmed release back into /bin']],
    [
      'undone',
      of('new', false),
      none,
      none,
      'blocked: cannot put a release back into /bin as none was confirmed before',
    ],
  ]
  for (const [state, bin, next, prev, expected] of table) {
    test(`${state}: ${JSON.stringify([bin, next, prev])} is ${expected}`, () => {
      const check = checkRelease({ bin, next, prev }, { dest: '/bin', state, digest: 'new' })
      assert.deepEqual(summary(check), expected)
    })
  }

  test('gives what is in bin', () => {
    const check = checkRelease(
      { bin: of('new'), next: none, prev: none },
      { dest: '/bin', state: 'active', digest: 'new' },
    )
    assert.deepEqual(check, { kind: 'same', result: { digest: 'new', version: 'v1', confirmed: true } })
  })
})
