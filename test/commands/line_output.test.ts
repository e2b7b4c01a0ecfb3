import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lineOutput } from '../../src/commands/line_output.js'

describe('lineOutput()', () => {
  const said = (name: string | null, parts: string[]): string[] => {
    const written: string[] = []
    const output = lineOutput((text) => written.push(text), { name, width: 3 })
    for (const part of parts) output.add(part)
    output.end()
    return written
  }
  test('gives whole lines under their name, the last one at its end', () => {
    assert.deepEqual(said('a', ['on', 'e\ntwo\nth', 'ree']), ['a   | one\na   | two\n', 'a   | three\n'])
  })
  test('gives the text of one machine as it comes', () => assert.deepEqual(said(null, ['on', 'e\n']), ['on', 'e\n']))
})
