import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completedVerbs, takesFile } from '../../src/commands/completed_verbs.js'

test('completedVerbs() says what may stand where, and leaves out what is hidden', () => {
  const flags = [
    { name: 'seen', takes: null, summary: '' },
    { name: 'unseen', takes: null, summary: '', hidden: true },
  ]
  const words = ['cluster-name', 'topology', '[id|cleanup]', 'version']
  const [one, ...rest] = completedVerbs([
    { name: 'do', summary: 'x', arguments: words, flags },
    { name: 'secret', summary: '', arguments: [], flags: [], hidden: true },
  ])
  assert.deepEqual([one?.words, rest], [['clusters', 'files', ['cleanup'], null], []])
  assert.ok(one?.flags.some(({ name }) => name === 'seen') && !one.flags.some(({ name }) => name === 'unseen'))
})

test('takesFile() holds for files and folders only', () => {
  const takes = ['file', 'where', 'id', null].map((word) => takesFile({ name: 'x', takes: word, summary: '' }))
  assert.deepEqual(takes, [true, true, false, false])
})
