import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { templateHelpers } from '../../src/language/template_helpers.js'

const call = (name: string, ...values: readonly unknown[]) => templateHelpers[name]?.(...values, { hash: {} })

describe('templateHelpers', () => {
  const cases: readonly [string, readonly unknown[], unknown][] = [
    ['json', [{ a: [1] }], '{\n  "a": [\n    1\n  ]\n}'],
    ['toml', [{ a: 1, b: { c: 'x', d: { e: true } } }], 'a = 1\n\n[b]\nc = "x"\n\n[b.d]\ne = true'],
    ['yaml', [{ a: [1, 'x'] }], 'a:\n  - 1\n  - x'],
    ['shq', ["it's"], "'it'\\''s'"],
    ['join', [[1, 'a'], ','], '1,a'],
    ['join', [['a', 'b']], 'a, b'],
    ['default', [null, 'x'], 'x'],
    ['default', ['', 'x'], 'x'],
    ['default', [0, 'x'], 0],
    ['eq', [1, 1], true],
    ['eq', [1, '1'], false],
    ['indent', [2, 'a\n\nb'], '  a\n\n  b'],
  ]
  for (const [name, values, text] of cases)
    test(`${name} of ${JSON.stringify(values)}`, () => assert.deepEqual(call(name, ...values), text))

  test('refuse what has no text', () => {
    assert.throws(() => call('join', 'a'), /takes a list/)
    assert.throws(() => call('join', [{}]), /texts and numbers/)
    assert.throws(() => call('toml', [1]), /takes a map/)
    assert.throws(() => call('shq', null), /texts and numbers/)
  })
})
