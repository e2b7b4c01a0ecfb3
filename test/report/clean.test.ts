import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cleaned, oneLine, printable } from '../../src/report/clean.js'
import { patchRun } from './runs.js'

describe('cleaned()', () => {
  test('leaves events without secrets as they are', () => {
    for (const event of patchRun())
      assert.deepEqual(
        cleaned(event, (text) => text),
        event,
      )
  })

  test('passes every free text, in depth, and no word of ours', () => {
    for (const event of patchRun()) {
      const seen = cleaned(event, () => 'X')
      assert.equal(seen.kind, event.kind)
      assert.doesNotMatch(JSON.stringify(seen), /10\.0\.0|worker|hotfix/)
    }
  })
})

describe('printable()', () => {
  const cases: [string, string][] = [
    ['plain', 'plain'],
    ['停止 ✔', '停止 ✔'],
    ['\x1b[2J\x1b[1;31mred\x1b[0m', 'red'],
    ['\x1b]0;title\x07text', 'text'],
    ['a\tb', 'a  b'],
    ['one\r\ntwo\n', 'one\ntwo\n'],
    ['10%\r20%', '10%\n20%'],
    ['a\u202eb\x85c', 'abc'],
  ]
  for (const [text, clean] of cases) {
    test(`makes ${JSON.stringify(clean)} of ${JSON.stringify(text)}`, () => assert.equal(printable(text), clean))
  }
})

test('oneLine() joins lines by blanks', () => {
  assert.equal(oneLine(' a\n  b\n'), 'a b')
})
