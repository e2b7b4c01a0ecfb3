import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Names } from '../../src/language/names.js'
import { dataBeforeRun } from '../../src/language/template_names.js'
import { Unknown } from '../../src/language/unknown.js'

describe('dataBeforeRun()', () => {
  test('has the keys that are known and no values', () => {
    const data = dataBeforeRun(
      new Names(
        new Map([
          ['inputs', ['port']],
          ['facts', null],
        ]),
      ),
    )
    assert.deepEqual(Object.keys(data), ['inputs', 'facts'])
    assert.ok(data.facts instanceof Unknown)
    assert.deepEqual(Object.keys(data.inputs ?? {}), ['port'])
  })
})
