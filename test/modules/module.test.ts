import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compare, differs, ModuleError } from '../../src/modules/module.js'

describe('compare()', () => {
  const found = { owner: 'root', mode: '0755' }
  test('counts what is wanted and differs', () => {
    assert.deepEqual(compare(found, { owner: 'tidb', mode: '0755' }, ['owner', 'mode']), differs('owner root → tidb'))
  })
  test('does not count what is not wanted', () => {
    assert.deepEqual(compare(found, { mode: undefined }, ['owner', 'mode']), { kind: 'same' })
  })
})

describe('ModuleError', () => {
  test('has a code and a result, whatever it is given', () => {
    const error = new ModuleError('cannot do it')
    assert.deepEqual([error.code, error.result, error.hint, error.detail], ['E-TASK', {}, undefined, undefined])
  })
})
