import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { shellWords } from '../../../src/dm/forms/shell_words.js'

const variables = new Map([['DIR', '/it is']])

describe('shellWords()', () => {
  for (const [line, words] of [
    ['a  b', ['a', 'b']],
    [`--x='a b'"c d"e`, ['--x=a bc de']],
    ['"$DIR/x" ${DIR}', ['/it is/x', '/it is']],
    ["'$DIR'", ['$DIR']],
    [String.raw`a\ b "q\"r"`, ['a b', 'q"r']],
    ['x >>/log 2>> "/err"', ['x', '>>', '/log', '2>>', '/err']],
    ["''", ['']],
    ['^.*', ['^.*']],
  ] as const)
    test(`${line} is ${JSON.stringify(words)}`, () => assert.deepEqual(shellWords(line, variables), words))

  for (const line of [
    'a; b',
    'a && b',
    'a | b',
    '$(id)',
    '`id`',
    '"$(id)"',
    '$UNKNOWN',
    'a > b',
    '"open',
    'a $',
    '(b)',
  ])
    test(`${line} is more than words`, () => assert.equal(shellWords(line, variables), null))
})
