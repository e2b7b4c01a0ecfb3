import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { schemaFindings } from '../../src/language/schema_check.js'
import { entryNamed } from './fixture.js'

const { params } = entryNamed('wait_for')
const said = (data: unknown, schema: object = params) =>
  schemaFindings(schema, data).map(({ path, key, why, hint }) => [[...path, key ?? ''].join('.'), why, hint])

describe('schemaFindings()', () => {
  test('finds nothing where all is right, and fills in defaults', () => {
    const data = { path: '/x' }
    assert.deepEqual(schemaFindings(entryNamed('directory').params, data), [])
    assert.deepEqual(data, { path: '/x', mode: '0755' })
  })

  const cases: readonly [unknown, readonly (readonly [string, string, string | undefined])[]][] = [
    [{ port: 'x' }, [['port.', 'port must be a whole number', undefined]]],
    [{ port: 0 }, [['port.', 'port must be 1 or more', undefined]]],
    [{ port: 65536 }, [['port.', 'port must be 65535 or less', undefined]]],
    [{ timeout: true }, [['timeout.', 'timeout must be a number or a text', undefined]]],
    [{ tags: [1] }, [['tags.0.', 'tags[0] must be a text', undefined]]],
    [{ tags: 1 }, [['tags.', 'tags must be a text or a list', undefined]]],
    [{ deep: { a: { b: 1 } } }, [['deep.a.b.', 'b must be true or false', undefined]]],
    [{ prot: 1 }, [['prot', '"prot" is not a parameter', 'did you mean port?']]],
    [{ answers: 1 }, [['answers.', 'answers must be a text or null', undefined]]],
    [[], [['', 'it must be a map', undefined]]],
  ]
  for (const [data, findings] of cases) test(`of ${JSON.stringify(data)}`, () => assert.deepEqual(said(data), findings))

  test('a misspelt required parameter is one mistake', () => {
    assert.deepEqual(said({ unti: 'x' }, entryNamed('service').params), [
      ['unti', '"unti" is not a parameter', 'did you mean unit?'],
    ])
  })

  test('an enum and a pattern help on', () => {
    assert.deepEqual(said({ unit: 'x', state: 'runing' }, entryNamed('service').params), [
      ['state.', 'state must be running, current or stopped', 'did you mean running?'],
    ])
    assert.deepEqual(said({ path: '/x', mode: '9' }, entryNamed('directory').params), [
      ['mode.', 'mode does not have the right form', 'Octal permissions.'],
    ])
  })

  test('the branches of a union say it once', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { anyOf: [{ const: 'x' }, { enum: ['y', 'z'] }, { type: 'array', items: { type: 'string' } }] },
      },
    }
    assert.deepEqual(said({ a: 5 }, schema), [['a.', 'a must be x, y or z or a list', undefined]])
  })
})
