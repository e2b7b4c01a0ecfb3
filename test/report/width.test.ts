import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { padded, paddedStart, truncated, visibleWidth } from '../../src/report/width.js'

describe('visibleWidth()', () => {
  const cases: [string, number][] = [
    ['', 0],
    ['abc', 3],
    ['\x1b[31mabc\x1b[39m', 3],
    ['停止服务', 8],
    ['サーバー', 8],
    ['ｻｰﾊﾞｰ', 5],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['✔ ok', 4],
    ['⠋ …', 3],
    ['\u200b', 0],
  ]
  for (const [text, width] of cases) {
    test(`counts ${JSON.stringify(text)} as ${width}`, () => assert.equal(visibleWidth(text), width))
  }
})

describe('truncated()', () => {
  const cases: [string, number, string][] = [
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['abc def', 5, 'abc…'],
    ['停止服务', 7, '停止服…'],
    ['停止服务', 6, '停止…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ]
  for (const [text, width, cut] of cases) {
    test(`cuts ${text} to ${width} as ${cut}`, () => {
      assert.equal(truncated(text, width), cut)
      assert.ok(visibleWidth(cut) <= width)
    })
  }
})

test('padded() and paddedStart() fill by what is seen', () => {
  assert.equal(padded('停', 4), '停  ')
  assert.equal(paddedStart('停', 4), '  停')
  assert.equal(padded('long', 2), 'long')
})
