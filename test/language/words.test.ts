import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parameterHint, wordHint, words } from '../../src/language/words.js'

describe('wordHint()', () => {
  const cases: readonly [string, readonly string[], string][] = [
    ['gather_facts', words.play, 'facts are always taken at connect; remove this line'],
    [
      'ansible.builtin.set_fact',
      words.task,
      'write set: { name: value }; it holds for the host, to the end of the run',
    ],
    ['ansible.builtin.servce', ['service'], 'did you mean service?'],
    ['tsaks', words.play, 'did you mean tasks?'],
    ['register', words.play, 'register belongs to a task with a module'],
    ['serial', words.task, 'serial belongs to a play'],
    ['zzzzzz', words.include, 'known words: description, inputs and tasks'],
    ['constructor', words.include, 'known words: description, inputs and tasks'],
  ]
  for (const [word, allowed, hint] of cases) test(`of ${word}`, () => assert.equal(wordHint(word, allowed), hint))
})

test('parameterHint() knows what stands beside a module, and what Ansible calls argv', () => {
  assert.equal(parameterHint('changed_when'), 'changed_when stands beside the module: it is a word of the task')
  assert.match(parameterHint('cmd') ?? '', /^write argv: /)
  assert.equal(parameterHint('pth'), undefined)
})
