import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zshCompletion } from '../../src/commands/completion_zsh.js'

test('zshCompletion() quotes what people wrote', () => {
  const flags = [{ name: 'why', takes: null, summary: "it's [so]: yes" }]
  const script = zshCompletion([{ name: 'go', summary: "don't", words: [['a', 'b'], 'files', null], flags }])
  assert.match(script, /--why|-l why/)
  assert.equal((script.match(/(?<!\\)'/g) ?? []).length % 2, 0)
})
