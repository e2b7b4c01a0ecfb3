import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { problemText } from '../../src/core/error.js'
import { playNames } from '../../src/language/names.js'
import { ex, wordMap } from './fixture.js'
import { golden } from './golden.js'

const names = playNames({ inputs: ['a'], select: false, later: new Map() })

describe('WordMap', () => {
  test('reads words with their types', () => {
    const { map, problems } = wordMap('a: x\nb: true\nc: [1]\nd: { e: 1 }\n')
    assert.deepEqual(
      [map.text('a'), map.flag('b'), map.list('c')?.length, map.map('d')?.entries.length],
      ['x', true, 1, 1],
    )
    assert.deepEqual(
      [map.text('z'), map.flag('z'), map.list('z'), map.map('z'), map.choice('z', ['a'])],
      [null, null, null, null, null],
    )
    assert.equal(problems.any, false)
  })

  test('reads constants as conditions', () => {
    assert.equal(wordMap('when: false\n').map.condition('when', names)?.evaluate({}), false)
    assert.equal(
      wordMap('when: "inputs.a == 1"\n')
        .map.condition('when', names)
        ?.evaluate({ inputs: { a: 1 } }),
      true,
    )
  })

  test('says what is wrong, with the corrected line', () => {
    const conditions = [
      ex('inputs.a'),
      `"${ex('!inputs.a')}"`,
      '[inputs.a, "!inputs.b"]',
      '3',
      '{ a: 1 }',
      'inputs.a == "x #y"',
      '"inputs.b"',
      '',
    ]
    const told = conditions.map((text) => {
      const { map, problems } = wordMap(`when: ${text}\nfailed_when: ${text}\n`)
      map.condition('when', names)
      map.condition('failed_when', names)
      return `=== ${text}\n${problems.list.map(problemText).join('\n')}\n`
    })
    const flags = ['yes', 'no', '1', '[a]'].map((text) => {
      const { map, problems } = wordMap(
        `run_once: ${text}\nname: ${text}\non: ${text}\nblock: ${text}\nvars: ${text}\n`,
      )
      map.flag('run_once')
      map.text('name')
      map.choice('on', ['control'])
      map.list('block')
      map.map('vars')
      map.only(['name', 'on', 'block', 'vars'])
      return `=== ${text}\n${problems.list.map(problemText).join('\n')}\n`
    })
    golden('words', [...told, ...flags].join('\n'))
  })
})
