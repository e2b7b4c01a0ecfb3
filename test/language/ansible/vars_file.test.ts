import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError, errorText } from '../../../src/core/error.js'
import { Secret } from '../../../src/core/secret.js'
import { read, valuesOf, wrongs } from './reading.js'
import { closed, key } from './vaults.js'

const keys = [key('p')]
const withAll = (text: string) => ({ keys, vars: { 'group_vars/all.yml': text } })

describe('readVarsFile()', () => {
  test('takes an empty file for no variables', () => {
    for (const text of ['', '---\n', '# nothing\n---\n...\n', 'null\n'])
      assert.deepEqual(valuesOf('h\n', withAll(text)), { h: {} }, text)
  })

  test('says what is no map, and what is no YAML, at its line', () => {
    assert.deepEqual(wrongs('h\n', withAll('\n- a\n')), ['2:1 a file of variables must be a map: a list'])
    assert.equal(wrongs('h\n', withAll('a: [\n')).length, 1)
  })

  test('opens a closed file: all texts and numbers in it are secrets', () => {
    const { h = {} } = valuesOf('h\n', withAll(closed('a: hunter2\nb: 5\nc: true\n', 'p')))
    assert.equal(JSON.stringify(h), '{"a":"******","b":"******","c":true}')
    assert.ok(h.b instanceof Secret)
    assert.equal(h.b.reveal(), '5')
  })

  test('without its password the rest is still read', () => {
    const found = read('h x=1\n', { vars: { 'group_vars/all.yml': closed('a: 1\n', 'p') } })
    assert.deepEqual([...(found.hosts.get('h')?.vars.keys() ?? [])], ['x'])
    assert.equal(found.sealed.length, 1)
  })

  test('never shows what lay in a closed file, not even where it is wrong', () => {
    assert.throws(
      () => read('h\n', withAll(closed('a: hunter2\nb: [hunter3\n', 'p'))),
      (thrown: unknown) => {
        assert.ok(thrown instanceof DmbookError)
        assert.match(errorText(thrown), /what Vault closed in this file is no map of variables: see its line [23]/)
        return !/hunter/.test(errorText(thrown))
      },
    )
  })
})
