import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bashCompletion } from '../../src/commands/completion_bash.js'

test('bashCompletion() quotes what people wrote', () => {
  const flags = [{ name: 'why', takes: null, summary: "it's [so]: yes" }]
  const script = bashCompletion([{ name: 'go', summary: "don't", words: [['a', 'b'], 'files', null], flags }])
  assert.match(script, /--why|-l why/)
  assert.equal((script.match(/(?<!\\)'/g) ?? []).length % 2, 0)
})
