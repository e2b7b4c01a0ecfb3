import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { columns, count, editDistance, listed, nearest, table } from '../../src/core/text.js'

describe('nearest()', () => {
  const words = ['worker_servers', 'master_servers', 'global', 'when']
  const cases: [string, string | null][] = [
    ['worker_server', 'worker_servers'],
    ['worker-servers', 'worker_servers'],
    ['gloabl', 'global'],
    ['WHEN', 'when'],
    ['whne', 'when'],
    ['something', null],
    ['x', null],
  ]
  for (const [word, found] of cases) test(`finds ${found} for ${word}`, () => assert.equal(nearest(word, words), found))
})

test('nearest() takes no single letter for another one', () => assert.equal(nearest('d', ['b']), null))

test('editDistance() counts a swap of neighbours once', () => {
  assert.equal(editDistance('ab', 'ba'), 1)
  assert.equal(editDistance('', 'abc'), 3)
  assert.equal(editDistance('same', 'same'), 0)
})

test('count() and listed() read as people write', () => {
  assert.equal(count(1, 'host'), '1 host')
  assert.equal(count(3, 'host'), '3 hosts')
  assert.equal(count(2, 'entry', 'entries'), '2 entries')
  assert.equal(listed([]), '')
  assert.equal(listed(['a']), 'a')
  assert.equal(listed(['a', 'b', 'c']), 'a, b and c')
  assert.equal(listed(['a', 'b'], 'or'), 'a or b')
})

test('table() is left-aligned, two blanks apart, with dashes as long as each head word', () => {
  const lines = table(
    ['ID', 'Role'],
    [
      ['a:1', 'dm-master'],
      ['b', ''],
    ],
  )
  assert.deepEqual(lines, ['ID   Role', '--   ----', 'a:1  dm-master', 'b'])
})

test('columns() leaves no trailing blanks', () => {
  assert.deepEqual(
    columns([
      ['a', ''],
      ['bbb', 'c'],
    ]),
    ['a', 'bbb  c'],
  )
})
