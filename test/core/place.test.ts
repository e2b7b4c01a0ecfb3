import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codeFrame, placeAt, placeText } from '../../src/core/place.js'

const source = { file: 'prod.yaml', text: 'global:\n  user: tidb\n\nworker_server:\n  - host: a\n' }
const place = placeAt(source, { offset: source.text.indexOf('worker_server'), length: 13 })

describe('placeAt()', () => {
  test('counts lines and columns from 1', () => {
    assert.equal(placeText(place), 'prod.yaml:4:1')
    assert.equal(placeText(placeAt(source, { offset: source.text.indexOf('tidb') })), 'prod.yaml:2:9')
    assert.equal(placeText(placeAt(source, { offset: 0 })), 'prod.yaml:1:1')
  })
})

describe('codeFrame()', () => {
  test('shows the line with its neighbours, the place underlined, the hint under the caret', () => {
    const frame = [
      '  3 |',
      '  4 | worker_server:',
      '    | ^^^^^^^^^^^^^ did you mean worker_servers?',
      '  5 |   - host: a',
    ]
    assert.deepEqual(codeFrame(place, 'did you mean worker_servers?').split('\n'), frame)
  })

  test('underlines no further than the line goes', () => {
    const long = placeAt(source, { offset: source.text.indexOf('tidb'), length: 400 })
    assert.match(codeFrame(long), /\| {9}\^\^\^\^$/m)
  })

  test('shows a very long line around the place only', () => {
    const text = `${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`
    const frame = codeFrame(placeAt({ file: 'x', text }, { offset: 5000, length: 4 })).split('\n')
    assert.ok(frame.every((line) => line.length < 260))
    assert.equal(frame[1]?.indexOf('^^^^'), frame[0]?.indexOf('HERE'))
  })

  test('shows a place at the end of the file', () => {
    assert.match(codeFrame(placeAt(source, { offset: source.text.length })), /6 \|\n {4}\| \^/)
  })
})
