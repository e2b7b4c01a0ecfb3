import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { Secret } from '../../src/core/secret.js'
import { parseCondition, parseExpression } from '../../src/language/expression.js'
import { playNames, taskNames } from '../../src/language/names.js'
import { Unknown, UnknownValueError } from '../../src/language/unknown.js'
import { goldenErrors } from './golden.js'

const names = taskNames(
  playNames({ inputs: ['package', 'offline'], select: true, later: new Map([['left', 12]]) }),
).with('now', ['changed', 'same', 'running'])

const standing = (text: string) => ({
  at: { source: { file: 'p.yaml', text: `when: ${text}\n` }, line: 1, column: 7, length: text.length },
  names,
})

const host = { id: 'a:1', port: 8261, role: null, groups: ['g'], vars: { x: 1, f: 1.5, deep: { y: [1, 2] } } }
const scope = { host, inputs: { package: { components: ['dm-master'] }, offline: true }, groups: { all: [host] } }
const value = (text: string, extra: object = {}) =>
  parseExpression(text, standing(text)).evaluate({ ...scope, ...extra })

describe('parseExpression()', () => {
  const cases: readonly [string, unknown][] = [
    ['host.port + 1', 8262],
    ['host.port * 0.5', 4130.5],
    ['host.vars.f + 1', 2.5],
    ['1 - host.vars.f', -0.5],
    ['host.port / 2', 4130],
    ['host.port == 8261', true],
    ['size(groups.all)', 1],
    ['groups.all.filter(h, h.port > 8000).map(h, h.id)', ['a:1']],
    ['inputs.package.components', ['dm-master']],
    ['host.role == null', true],
    ['default(host.role, "none")', 'none'],
    ['host.vars.?zz.orValue(3)', 3],
    ['has(host.vars.zz)', false],
    ['host.vars', { x: 1, f: 1.5, deep: { y: [1, 2] } }],
    ['{"a": {"b": [1]}}', { a: { b: [1] } }],
    ['semver_lt("v6.9.0", "v6.10.0")', true],
    ['duration(300)', new Duration(300_000)],
    ['duration("1h") > duration("59m")', true],
    ['duration("5m") - duration(60)', new Duration(240_000)],
    ['lines("a\\nb\\n")', ['a', 'b']],
    ['"a,b".split(",")', ['a', 'b']],
    ['trim(" a ")', 'a'],
    ['join([1, "b", true], "-")', '1-b-true'],
    ['max([3, 10, 2])', 10],
    ['min(["b", "a"])', 'a'],
    ['sort([10, 9, 1])', [1, 9, 10]],
    ['distinct([1, 1, 2])', [1, 2]],
    ['keys({"a": 1})', ['a']],
    ['basename("/a/b/") + dirname("/a/b")', 'b/a'],
    ['"a.b".replace(".", "$&")', 'a$&b'],
    ['size_bytes("10GiB")', 10 * 1024 ** 3],
    ['seconds("5m")', 300],
    ['host.id.matches("^a:\\\\d$")', true],
    ['host["id"]', 'a:1'],
    ['now.same || true', true],
  ]
  for (const [text, expected] of cases) {
    test(`${text} gives ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(value(text, { now: { same: true } }), expected)
    })
  }

  test('names what it mentions, without its own variables', () => {
    const text = 'groups.all.exists(h, h.id == host.id) && now.same'
    assert.deepEqual([...parseExpression(text, standing(text)).names].sort(), ['groups', 'host', 'now'])
  })

  test('tells what is wrong before the run', () => {
    const wrong = [
      'hst.id',
      'host.adress',
      'inputs.pakage',
      'inputs["pakage"]',
      'now.sme',
      'left.x',
      'error.message',
      'item',
      'facts.os && cluster.leeder == "a"',
      'a and b',
      'not now.same',
      'now.same = true',
      'host.vars | default(1)',
      'siz(groups)',
      '"a" + 1',
      'host.id.matches("(")',
      '(host.port',
      '',
      'host.id == "x',
      'groups.a.all(a, groups.b.all(b, groups.c.all(c, groups.d.all(d, a == d))))',
      'x'.repeat(5000),
    ]
    goldenErrors(
      'expression_load',
      wrong.map((text) => [text.slice(0, 80), () => parseExpression(text, standing(text)).text] as const),
    )
  })

  test('tells what is wrong while it runs, and never shows a value', () => {
    const hidden = { host: { ...host, vars: { password: 'hunter2', list: [1], y: { z: 1 } } } }
    const wrong = [
      'host.vars.pasword',
      'host.vars.y.zz',
      'host.vars.password + 1',
      'host.vars.list[3]',
      'host.vars.password && true',
      'host.port / 0',
      'semver_lt(host.vars.password, "v1.0.0") ? 1 : 2',
      'join(host.vars.y.z, ",")',
      'max([])',
      'host.vars.?q',
      'cluster.leader',
      'int("x")',
      'bool(host.vars.password)',
      'duration(host.vars.password)',
    ]
    goldenErrors(
      'expression_run',
      wrong.map((text) => [text, () => value(text, hidden)] as const),
    )
  })

  test('an Unknown that is mentioned makes the whole unknown', () => {
    const now = new Unknown('"Look" has not run')
    assert.throws(() => value('inputs.offline || now.same', { now }), new UnknownValueError('"Look" has not run'))
    assert.throws(() => value('vars', { vars: { a: now } }), UnknownValueError)
  })

  test('a regular expression takes no longer than its text', () => {
    const started = performance.now()
    assert.equal(value('host.vars.t.matches("^(a+)+$")', { host: { vars: { t: `${'a'.repeat(30)}!` } } }), false)
    assert.ok(performance.now() - started < 5_000, 'thirty letters would take hours')
  })

  test('prototype names are no keys', () => {
    const free = parseExpression('x.constructor', { ...standing('x.constructor'), names: null })
    assert.throws(() => free.evaluate({ x: {} }), /no key "constructor"/)
    assert.throws(
      () => parseExpression('toString', { ...standing('toString'), names: null }).evaluate({}),
      /unknown variable/,
    )
  })
})

describe('Secrets in expressions', () => {
  const secret = new Secret('hunter2')
  const secretScope = { vars: { s: secret } }
  const evaluate = (text: string) => {
    const loose = { ...standing(text), names: null }
    return parseExpression(text, loose).evaluate(secretScope)
  }

  test('stay wrapped, also inside text', () => {
    assert.equal(evaluate('vars.s'), secret)
    const joined = evaluate('"x:" + vars.s + "!"')
    assert.ok(joined instanceof Secret)
    assert.equal(joined.reveal(), 'x:hunter2!')
    const list = evaluate('join(["a", vars.s], ",")')
    assert.ok(list instanceof Secret && list.reveal() === 'a,hunter2')
  })

  test('are not shown by errors', () => {
    assert.throws(
      () => evaluate('vars.s + 1'),
      (error: Error) => !error.message.includes('hunter2'),
    )
  })
})

describe('parseCondition()', () => {
  test('must be true or false, known before or not', () => {
    const condition = (text: string) => () => parseCondition(text, standing(text)).evaluate(scope)
    assert.equal(condition('host.port > 1')(), true)
    goldenErrors(
      'condition',
      ['"a"', 'size(groups)', 'host.port', 'host.role', 'host.vars.deep.y', 'host.port && true'].map(
        (text) => [text, condition(text)] as const,
      ),
    )
  })
})
