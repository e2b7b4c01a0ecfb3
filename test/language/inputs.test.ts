import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { Secret } from '../../src/core/secret.js'
import { loadHeader } from '../../src/language/header.js'
import { type GivenInputs, parseInputs } from '../../src/language/inputs.js'
import { goldenErrors } from './golden.js'

const header = await loadHeader('p.yaml', {
  read: async () => `arguments: [package]
inputs:
  package: { type: package }
  over_write: { type: bool, default: false }
  number: { type: int, default: 1 }
  list: { type: list, default: [] }
  place: { type: path, required: false }
  patience: { type: duration, default: 300s }
  version: { type: version, default: v8.1.0 }
  password: { type: secret, required: false }
  kind: { type: enum, values: [aa, bb], default: aa }
plays: []
`,
})

const parse = (given: Readonly<Record<string, string | boolean | readonly string[]>>) =>
  parseInputs(header, new Map(Object.entries(given)) satisfies GivenInputs, { cwd: '/work', home: '/home/tidb' })

describe('parseInputs()', () => {
  test('fills in defaults, null where nothing is needed', () => {
    assert.deepEqual(parse({ package: '/x.tgz' }), {
      package: { path: '/x.tgz' },
      over_write: false,
      number: 1,
      list: [],
      place: null,
      patience: new Duration(300_000),
      version: 'v8.1.0',
      password: null,
      kind: 'aa',
    })
  })

  const cases: readonly [string, string | boolean | readonly string[], string, unknown][] = [
    ['package', '~/x.tgz', 'package', { path: '/home/tidb/x.tgz' }],
    ['place', 'a/../b', 'place', '/work/b'],
    ['place', '~', 'place', '/home/tidb'],
    ['place', '~other/x', 'place', '/work/~other/x'],
    ['over-write', true, 'over_write', true],
    ['over-write', 'false', 'over_write', false],
    ['number', '-5', 'number', -5],
    ['list', 'a, b,', 'list', ['a', 'b']],
    ['list', ['a,b', 'c'], 'list', ['a', 'b', 'c']],
    ['patience', '5m', 'patience', new Duration(300_000)],
    ['version', '8.5.0', 'version', 'v8.5.0'],
    ['kind', ['aa', 'bb'], 'kind', 'bb'],
  ]
  for (const [flag, given, name, value] of cases) {
    test(`takes --${flag} ${JSON.stringify(given)}`, () =>
      assert.deepEqual(parse({ package: '/p', [flag]: given })[name], value))
  }

  test('wraps secrets', () => assert.ok(parse({ package: '/p', password: 'hunter2' }).password instanceof Secret))

  test('tells all that is wrong, by flag and argument, and no secret', () => {
    const wrong = [
      {},
      { pakage: '/x', 'over-write': 'yes', number: '5x', patience: 'soon', version: '8.1', kind: 'ab' },
      { package: '/x', password: true, place: true },
    ]
    goldenErrors(
      'command_line',
      wrong.map((given) => [JSON.stringify(given), () => parse(given)] as const),
    )
  })
})
