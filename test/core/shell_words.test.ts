import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { shellWords } from '../../src/core/shell_words.js'

describe('shellWords()', () => {
  for (const [text, words] of [
    ['', []],
    ['nano', ['nano']],
    ["dmbook exec q --command 'ls /tmp' ''", ['dmbook', 'exec', 'q', '--command', 'ls /tmp', '']],
    ['code --wait  -n', ['code', '--wait', '-n']],
    ['"/opt/my editor/ed" -c \'set nu\'', ['/opt/my editor/ed', '-c', 'set nu']],
    ['ed\\ itor a"b c"d', ['ed itor', 'ab cd']],
    ['ed "a\\"b" $HOME `id`', ['ed', 'a"b', '$HOME', '`id`']],
  ] as const) {
    test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(shellWords(text), words))
  }
})
