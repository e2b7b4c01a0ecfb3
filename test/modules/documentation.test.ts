import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { moduleJson, moduleList, moduleText } from '../../src/modules/documentation.js'
import { modules } from '../../src/modules/index.js'

describe('moduleList()', () => {
  test('has a line for each module', () => {
    const lines = moduleList().split('\n')
    assert.equal(lines.length, modules.size)
    assert.match(lines.join('\n'), /^dm_leader +read +Wait until the masters agree on a leader\.$/m)
  })
})

describe('moduleJson()', () => {
  test('has every parameter with its type, default and sentence', () => {
    const { parameters, kind } = moduleJson('directory')
    assert.equal(kind, 'state')
    assert.deepEqual(parameters.slice(0, 2), [
      { name: 'path', type: 'text', required: true, description: 'Where it lies.' },
      {
        name: 'owner',
        type: 'text',
        required: false,
        description: 'User that owns it; the user of the task when absent.',
      },
    ])
    assert.deepEqual(parameters.find(({ name }) => name === 'state')?.default, 'present')
  })

  test('every parameter of every module is described', () => {
    const bare = [...modules.keys()].flatMap((name) =>
      moduleJson(name).parameters.flatMap((parameter) => (parameter.description ? [] : `${name}.${parameter.name}`)),
    )
    assert.deepEqual(bare, [])
  })

  test('knows no other name', () => assert.throws(() => moduleJson('nothing'), RangeError))
})

describe('moduleText()', () => {
  test('is a page', () => {
    const text = moduleText('dm_leader')
    assert.match(text, /^dm_leader \(only looks\)\n\nWait until the masters agree on a leader\.\n\n/)
    assert.match(text, /Parameters\n {2}timeout {2}text or number|number or text/)
    assert.match(
      text,
      /Results\n {2}leader {2}The name of the leader; empty where none was needed\.\n\nExamples\n {2}- dm_leader: \{\}\n/,
    )
  })

  test('shows examples that are YAML', () => {
    for (const [name, { examples }] of modules) {
      const [, shown = ''] = moduleText(name).split('Examples\n')
      assert.deepEqual(
        parse(shown),
        examples.map((example) => ({ [name]: example })),
      )
    }
  })
})
