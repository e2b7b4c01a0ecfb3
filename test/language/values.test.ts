import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { placeText } from '../../src/core/place.js'
import { Secret } from '../../src/core/secret.js'
import { Problems } from '../../src/language/problems.js'
import { readValue } from '../../src/language/value_reader.js'
import { evaluate, evaluateText } from '../../src/language/values.js'
import { entryOf, readYaml } from '../../src/language/yaml_source.js'
import { goldenErrors } from './golden.js'

function valueFrom(yaml: string) {
  const problems = new Problems()
  const { root } = readYaml({ file: 'p.yaml', text: `v: ${yaml}\n` })
  const entry = root && entryOf(root, 'v')
  assert.ok(entry)
  const value = readValue(entry.value, { names: null, problems })
  problems.throwIfAny('E-TEST')
  return value
}

const open = '$' + '{{'
const scope = {
  n: 3,
  s: 'a',
  items: [1],
  pairs: { a: 1 },
  none: null,
  secret: new Secret('hunter2'),
  wait: new Duration(90_000),
  evil: `${open} n }}`,
}

describe('evaluate()', () => {
  const cases: readonly [string, unknown][] = [
    ['plain', 'plain'],
    [`${open} n }}`, 3],
    [`"${open} items }}"`, [1]],
    [`x${open} n }}y${open} s }}`, 'x3ya'],
    [`{ a: ["${open} n }}", b], c: 1 }`, { a: [3, 'b'], c: 1 }],
    [`'${open} {"a": {"b": n}}.a.b }}'`, 3],
    [`"${open} '}}' + s }}"`, '}}a'],
    [`wait ${open} wait }}`, 'wait 90s'],
    [`${open} evil }}`, `${open} n }}`],
    [`x ${open} evil }}`, `x ${open} n }}`],
    [`>-\n  a ${open} n }}\n  b`, 'a 3 b'],
    ['a } }} b', 'a } }} b'],
  ]
  for (const [yaml, expected] of cases) {
    test(`${JSON.stringify(yaml)} gives ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(evaluate(valueFrom(yaml), scope), expected))
  }

  test('a text with a Secret is a Secret', () => {
    const value = evaluate(valueFrom(`a:${open} secret }}`), scope)
    assert.ok(value instanceof Secret)
    assert.equal(value.reveal(), 'a:hunter2')
    assert.equal(evaluateText(valueFrom(`a:${open} secret }}`), scope), '******')
  })

  test('an expression knows its place inside a text, a quoted text and a block', () => {
    const place = (yaml: string) => {
      const value = valueFrom(yaml)
      assert.ok(value.kind === 'text')
      const part = value.parts.find((each) => typeof each !== 'string')
      return typeof part === 'object' && part ? placeText(part.at) : ''
    }
    assert.equal(place(`a ${open} n }}`), 'p.yaml:1:10')
    assert.equal(place(`"a ${open} n }}"`), 'p.yaml:1:11')
    assert.equal(place(`|\n  a\n  b ${open} n }}`), 'p.yaml:3:9')
    assert.equal(place(`>-\n  a\n  b ${open} n }}`), 'p.yaml:3:9')
  })

  test('refuses what has no text, and what YAML cut', () => {
    const texts = [
      `x${open} items }}`,
      `x${open} pairs }}`,
      `x${open} none }}`,
      '"{{ n }}"',
      `${open} n`,
      `${open} size(s #x) }}`,
      `a ${open} n + }}`,
    ]
    goldenErrors(
      'values',
      texts.map((yaml) => [yaml, () => evaluate(valueFrom(yaml), scope)] as const),
    )
  })
})
