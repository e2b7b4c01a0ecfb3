import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventorySource, shownAt } from '../../../src/language/ansible/inventory_source.js'

const ini = (text: string) => inventorySource({ file: 'h.ini', text }, { ini: true })

describe('inventorySource()', () => {
  test('ends lines where Python does, in INI only', () => {
    assert.equal(ini('a\r\nb\rc\vd\u2028e\u0085f').text, 'a\nb\nc\nd\ne\nf')
    assert.equal(inventorySource({ file: 'h.yml', text: 'a\r\nb\u2028c' }, { ini: false }).text, 'a\nb\u2028c')
  })

  test('lets other encodings stand in comments only', () => {
    const { problems } = ini('# caf\uFFFD\nh a=1 # \uFFFD\nh\uFFFD a=2\nx\0\n')
    assert.deepEqual(
      problems.map(({ at }) => [at?.line, at?.column]),
      [
        [3, 2],
        [4, 2],
      ],
    )
  })

  test('refuses what is larger than any inventory', () => {
    assert.match(ini('x'.repeat(4 * 1024 * 1024 + 1)).problems[0]?.message ?? '', /larger than 4 MiB/)
  })

  test('shows the same lines and columns, passwords masked', () => {
    const source = ini('h mysql_password=hunter2 a=1\n')
    assert.equal(source.shown.text, 'h mysql_password=******* a=1\n')
    const at = { source: { file: 'x', text: '' }, line: 1, column: 3, length: 2 }
    assert.equal(shownAt(at, source).source, source.shown)
  })
})
