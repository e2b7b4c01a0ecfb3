import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colorsFor } from '../../src/report/colors.js'
import { dotted, plain, row, splitRow, wrapped } from '../../src/report/spans.js'
import { visibleWidth } from '../../src/report/width.js'

const { red } = colorsFor(true)

describe('row()', () => {
  test('cuts before it paints', () => {
    assert.equal(row([plain('ab '), { text: 'cdefgh', paint: red }], 7), 'ab \x1b[31mcde…\x1b[39m')
  })
})

describe('splitRow()', () => {
  test('puts the second part at the right end', () => {
    assert.equal(splitRow([plain('name')], [plain('1 ok')], 12), 'name    1 ok')
  })

  test('lets the first part give way', () => {
    assert.equal(splitRow([plain('a long name')], [plain('1 ok')], 12), 'a lon…  1 ok')
  })

  for (const width of [10, 20, 39, 79]) {
    test(`never exceeds ${width} columns`, () => {
      const text = '停止服务 and more of it, as long as it takes'
      assert.ok(visibleWidth(splitRow([plain(text)], [plain(text)], width)) <= width)
    })
  }
})

describe('wrapped()', () => {
  test('breaks at blanks and keeps line ends', () => {
    assert.deepEqual(wrapped('one two three\nfour', 8), ['one two', 'three', 'four'])
  })

  test('keeps a word that is too long whole', () => {
    assert.deepEqual(wrapped('see /a/very/long/path now', 8), ['see', '/a/very/long/path', 'now'])
  })

  test('keeps the text as it is where there is no width', () => {
    assert.deepEqual(wrapped('  a   b', Number.POSITIVE_INFINITY), ['  a   b'])
  })
})

test('dotted() puts dots between, not around', () => {
  assert.equal(
    row(
      dotted([plain('a'), plain('b')], (text) => text),
      80,
    ),
    'a · b',
  )
})
