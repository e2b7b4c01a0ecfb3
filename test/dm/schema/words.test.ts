import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as words from '../../../src/dm/schema/words.js'

/** typebox keeps the pattern out of the type. */
const matches = (word: object, text: string): boolean => {
  const { pattern } = JSON.parse(JSON.stringify(word))
  return new RegExp(pattern).test(text)
}

describe('the words of topologies', () => {
  const cases: [string, object, string[], string[]][] = [
    ['host', words.host(''), ['a', 'a.b-c', '10.0.0.1', '::1', 'fe80::1%eth0'], ['-a', '[::1]', 'a b', 'a/b', '']],
    [
      'directory',
      words.directory(''),
      ['/a/b', 'deploy', '/a/v1.0_x+y@z=1-2'],
      ['-a', '~', '/a b', '/a,b', '/a:b', '/a%i', ''],
    ],
    ['memberName', words.memberName(''), ['m1', 'dm-10.0.0.1-8261', 'a:1'], ['-m', '.m', 'a/b', 'a b', '']],
    ['account', words.account(''), ['tidb', '_x', 'a-b_1'], ['1a', 'Tidb', '-a', 'a'.repeat(33), 'a$', '']],
    ['packageName', words.packageName(''), ['dm-master', 'dm-master_x.1'], ['-x', '../x', 'a/b']],
    [
      'packageVersion',
      words.packageVersion(''),
      ['v1.3.1', '1.3', 'nightly', 'v1.0.0-rc.1'],
      ['latest', 'v', 'v1;id', '1.2.3.4'],
    ],
    ['numaNode', words.numaNode(''), ['0', '0,1', '0-3', 'all', '+0', '!1'], ['node0', '0 1', '-1', '']],
    ['limit', words.limit(''), ['2G', '200%', 'infinity', '1.5G'], ['2 G', '2G%%', '2G\nUser=root', '']],
    [
      'bandwidth',
      words.bandwidth(''),
      ['/dev/sda 100M', '/dev/disk/by-path/pci-0:1 1G'],
      ['100M', '/dev/sda', '/dev/sda 1M 2M'],
    ],
    ['argument', words.argument(''), ['--a', '--a=b', '-a b c'], ['a', '--a --b', '--a\nb', '']],
    ['goDuration', words.goDuration(''), ['15s', '1m', '500ms'], ['15', '1m30s', 's']],
    ['localPath', words.localPath(''), ['/a b/ü'], ['a', './a', '/a\nb']],
    ['line', words.line(''), ['', 'any thing: ü'], ['a\nb', 'a\u0000']],
  ]
  for (const [name, word, right, wrong] of cases) {
    test(`${name} takes ${right.length} and refuses ${wrong.length}`, () => {
      assert.deepEqual(
        right.filter((text) => !matches(word, text)),
        [],
      )
      assert.deepEqual(
        wrong.filter((text) => matches(word, text)),
        [],
      )
    })
  }
})
