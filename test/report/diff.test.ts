import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colorsFor } from '../../src/report/colors.js'
import { diffLines } from '../../src/report/diff.js'

const none = colorsFor(false)
const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join('')

describe('diffLines()', () => {
  test('shows a change with its surroundings', () => {
    const diff = { path: 'conf/a.toml', before: 'a\nb\nc\n', after: 'a\nx\nc\n' }
    assert.deepEqual(diffLines(diff, none), [
      '--- conf/a.toml',
      '+++ conf/a.toml',
      '@@ -1,3 +1,3 @@',
      ' a',
      '-b',
      '+x',
      ' c',
    ])
  })

  test('names /dev/null for what is created and removed', () => {
    assert.deepEqual(diffLines({ path: 'a', before: '', after: 'x\n' }, none).slice(0, 2), ['--- /dev/null', '+++ a'])
    assert.deepEqual(diffLines({ path: 'a', before: 'x\n', after: '' }, none).slice(0, 2), ['--- a', '+++ /dev/null'])
  })

  test('is empty for equal texts', () => {
    assert.deepEqual(diffLines({ path: 'a', before: 'x', after: 'x' }, none), [])
  })

  test('is cut after the given number of lines', () => {
    const lines = diffLines({ path: 'a', before: '', after: numbered(100, 'line') }, none, 10)
    assert.equal(lines.length, 11)
    assert.equal(lines.at(-1), '… 93 more lines')
  })

  test('does not compare texts that have nothing in common for ever', () => {
    const lines = diffLines({ path: 'a', before: numbered(5000, 'old'), after: numbered(5000, 'new') }, none)
    assert.match(lines.join('\n'), /too much differs to show: 5000 lines → 5000/)
  })

  test('is coloured by sign', () => {
    const text = diffLines({ path: 'a', before: 'b\n', after: 'x\n' }, colorsFor(true)).join('\n')
    assert.ok(text.includes('\x1b[31m-b'))
    assert.ok(text.includes('\x1b[32m+x'))
  })
})
