import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { placeText } from '../../src/core/place.js'
import { Secret } from '../../src/core/secret.js'
import { completeParams, constantProblems, validateParams } from '../../src/language/params.js'
import type { Value } from '../../src/language/playbook.js'
import { Problems } from '../../src/language/problems.js'
import { readValue } from '../../src/language/value_reader.js'
import { evaluate } from '../../src/language/values.js'
import { entryNamed, ex, nodeOf } from './fixture.js'
import { goldenErrors } from './golden.js'

const value = (yaml: string): Value => readValue(nodeOf(yaml), { names: null, problems: new Problems() })

function complete(module: string, yaml: string, scope: Record<string, unknown> = {}) {
  const params = value(yaml)
  return completeParams(entryNamed(module), evaluate(params, scope), params)
}

describe('constantProblems()', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['directory', `{ path: "${ex('a')}", mode: "${ex('b')}" }`, []],
    ['directory', `{ path: "${ex('a')}", mode: 0x1ff }`, ['mode must be a text: 0x1ff']],
    ['directory', `{ pth: "${ex('a')}" }`, ['"pth" is not a parameter']],
    ['directory', `{ mode: "${ex('a')}" }`, ['path is missing']],
    ['service', `{ unit: x, files: ["${ex('a')}", 5] }`, ['files[1] must be a text: 5']],
    ['service', `{ unit: x, files: "${ex('a')}" }`, []],
    ['wait_for', `{ tags: [5, "${ex('a')}"] }`, ['tags[0] must be a text: 5']],
    ['wait_for', '{ tags: 5 }', ['tags must be a text or a list: 5']],
  ]
  for (const [module, yaml, why] of cases) {
    test(`${module} ${yaml}`, () => {
      const found = constantProblems(entryNamed(module), value(yaml)).map(({ message }) =>
        message.replace(/^cannot use \w+ as /, ''),
      )
      assert.deepEqual(found, why)
    })
  }
})

describe('completeParams()', () => {
  test('fills in defaults, leaves out what is null, keeps null where it is allowed', () => {
    assert.deepEqual(complete('directory', `{ path: /x, owner: "${ex('a')}" }`, { a: null }), {
      path: '/x',
      mode: '0755',
    })
    assert.deepEqual(complete('wait_for', `{ answers: "${ex('a')}" }`, { a: null }), { answers: null })
  })

  test('writes a Duration as the schema wants it', () => {
    const scope = { d: new Duration(90_000) }
    assert.deepEqual(complete('wait_for', `{ timeout: "${ex('d')}", seconds: "${ex('d')}" }`, scope), {
      timeout: '90s',
      seconds: 90,
    })
  })

  test('hands over the bare text of a Secret', () => {
    assert.deepEqual(complete('fail', `{ message: "${ex('s')}" }`, { s: new Secret('bare') }), { message: 'bare' })
  })

  test('tells what is wrong, at its place, without a secret', () => {
    const scope = { n: 5, s: new Secret('hunter2'), m: { a: 1 } }
    const wrong: readonly [string, string][] = [
      ['directory', `{ path: "${ex('n')}", mode: "${ex('s')}" }`],
      ['service', `{ unit: x, files: ["a", "${ex('n')}"] }`],
      ['wait_for', `{ port: "${ex('s')}", deep: "${ex('m')}" }`],
      ['fail', '{}'],
      ['fail', `{ message: '${ex('{"a": s}')}' }`],
    ]
    goldenErrors(
      'params',
      wrong.map(([module, yaml]) => [`${module}: ${yaml}`, () => complete(module, yaml, scope)] as const),
    )
  })

  test('is not misled by __proto__', () => {
    const params = value('{}')
    assert.throws(
      () => completeParams(entryNamed('fail'), JSON.parse('{"__proto__": {"message": "x"}}'), params),
      /2 problems/,
    )
  })
})

test('validateParams() points into a value that an expression gave as a whole', () => {
  const params = value(ex('all'))
  const [problem] = validateParams(entryNamed('directory'), { path: 5 }, params)
  assert.equal(problem?.at && placeText(problem.at), 'p.yaml:1:1')
})
