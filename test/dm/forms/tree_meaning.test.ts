import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { tomlMeaning, yamlMeaning } from '../../../src/dm/forms/tree_meaning.js'

const entries = (text: string): [string, string][] => [...(yamlMeaning(text) ?? new Map<string, string>())]

describe('yamlMeaning()', () => {
  test('finds parts of a list by their name, and compares words as a set', () => {
    const one = entries('---\njobs:\n  - { job_name: a, x: [2, 1] }\n  - { job_name: b, y: 1 }\n')
    assert.deepEqual(one, [
      ['jobs.a.job_name', 'a'],
      ['jobs.a.x', '1\n2'],
      ['jobs.b.job_name', 'b'],
      ['jobs.b.y', '1'],
    ])
  })

  test('hears nothing from nulls, empty lists and jobs without a target', () =>
    assert.deepEqual(
      entries('a:\nb: []\njobs: [{ job_name: x, scheme: https, static_configs: [{ targets: }] }]\n'),
      [],
    ))

  test('joins the groups of targets, each with its labels', () =>
    assert.deepEqual(
      entries('x:\n  static_configs:\n  - targets: [b, a]\n    labels: { group: g }\n  - targets: [c]\n'),
      [['x.targets', 'a group=g\nb group=g\nc']],
    ))

  test('is null for what the careful reader refuses', () => {
    for (const text of ['a: !!js x\n', 'a: 1\na: 2\n', 'a: [\n', 'x: &a { b: 1 }\ny: { <<: *a }\n'])
      assert.equal(yamlMeaning(text), null, text)
  })
})

test('tomlMeaning() knows a whole number and its fraction as one', () => {
  assert.deepEqual(tomlMeaning('rate = 10\n'), tomlMeaning('# c\nrate = 10.0\n'))
  assert.equal(tomlMeaning('a = = 1\n'), null)
})
