import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meaningOf, meaningText } from '../../../src/dm/forms/meaning.js'

test('meaningOf() reads each form', () => {
  const said = (form: 'unit' | 'toml' | 'yaml' | 'ini' | 'script', text: string) => [...(meaningOf(form, text) ?? [])]
  assert.deepEqual(said('unit', '[Service]\nUser=tidb\n'), [['Service.User', 'tidb']])
  assert.deepEqual(said('toml', '# c\n[a]\nb = 1.0\n'), [['a.b', '1']])
  assert.deepEqual(said('yaml', 'a: { b: [x] }\n'), [['a.b', 'x']])
  assert.deepEqual(said('ini', '[log.file]\nlevel = info\n'), [['log.file.level', 'info']])
  assert.deepEqual(said('script', 'exec bin/x --a=b\n'), [
    ['program', 'bin/x'],
    ['--a', 'b'],
  ])
})

test('meaningText() is one setting a line, sorted', () =>
  assert.equal(
    meaningText(
      new Map([
        ['b', 'x\ny'],
        ['a', '1'],
      ]),
    ),
    'a = 1\nb = x, y\n',
  ))
