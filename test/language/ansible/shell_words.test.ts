import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shellWords } from '../../../src/language/ansible/shell_words.js'

test('shellWords() knows where each word stands', () => {
  assert.deepEqual(shellWords(`h  a='b c'\td#e f`), {
    kind: 'words',
    words: [
      { text: 'h', start: 0, end: 1, cut: false },
      { text: 'a=b c', start: 3, end: 10, cut: false },
      { text: 'd', start: 11, end: 12, cut: true },
    ],
  })
})

test('shellWords() keeps empty words and stops at a comment', () => {
  const found = shellWords(`'' x # 'y`)
  assert.deepEqual(found.kind === 'words' && found.words.map(({ text }) => text), ['', 'x'])
})

test('shellWords() says where a quote was opened', () => {
  assert.deepEqual(shellWords('h a="open'), { kind: 'broken', why: 'a quote is not closed', at: 4 })
  assert.deepEqual(shellWords("h a='open"), { kind: 'broken', why: 'a quote is not closed', at: 4 })
  assert.deepEqual(shellWords('h a\\'), { kind: 'broken', why: 'nothing follows the backslash', at: 3 })
})
