import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { problemText } from '../../src/core/error.js'
import { placeText } from '../../src/core/place.js'
import { entryOf, plain, readYaml } from '../../src/language/yaml_source.js'
import { golden } from './golden.js'

const read = (text: string) => readYaml({ file: 'p.yaml', text })

function tree(text: string) {
  const { root, problems } = read(text)
  assert.deepEqual(problems, [])
  assert.ok(root)
  return root
}

describe('readYaml()', () => {
  test('keeps the order of keys and the place of every key and value', () => {
    const root = tree('b: 1\na:\n  - x\n  - { c: "y z" }\n')
    assert.ok(root.kind === 'map')
    assert.deepEqual(
      root.entries.map(({ key, keyAt, value }) => [key, placeText(keyAt), placeText(value.at)]),
      [
        ['b', 'p.yaml:1:1', 'p.yaml:1:4'],
        ['a', 'p.yaml:2:1', 'p.yaml:3:3'],
      ],
    )
    assert.deepEqual(plain(root), { b: 1, a: ['x', { c: 'y z' }] })
  })

  test('gives a missing value the place of its key', () => {
    const entry = entryOf(tree('a: 1\nb:\n'), 'b')
    assert.equal(entry && placeText(entry.value.at), 'p.yaml:2:1')
  })

  test('keeps the text of numbers as it stands', () => {
    const value = entryOf(tree('v: 8.10\n'), 'v')?.value
    assert.ok(value?.kind === 'scalar')
    assert.deepEqual([value.value, value.text], [8.1, '8.10'])
  })

  const values: readonly [string, unknown][] = [
    ['yes', 'yes'],
    ['true', true],
    ['~', null],
    ['0x1F', 31],
    ['1_000', '1_000'],
    ['12:30', '12:30'],
    ['9007199254740991', 9007199254740991],
    ['-1.5', -1.5],
    ['${{ x }}', '${{ x }}'],
    ["'it''s'", "it's"],
  ]
  for (const [text, value] of values) {
    test(`reads ${text} as ${JSON.stringify(value)}`, () => assert.deepEqual(plain(tree(`a: ${text}\n`)), { a: value }))
  }

  test('copies an alias in place', () => assert.deepEqual(plain(tree('a: &x [1]\nb: *x\n')), { a: [1], b: [1] }))

  test('lets 300 entries share one anchor', () => {
    const text = `a: &x { b: 1 }\nc:\n${'  - *x\n'.repeat(300)}`
    assert.ok(tree(text))
  })

  test('accepts a comment line that begins with a percent sign inside a block', () => {
    assert.deepEqual(plain(tree('a: |\n  x\n  %y\n')), { a: 'x\n%y\n' })
  })

  test('tells every trap with the corrected line', () => {
    golden('yaml_traps', traps.map((text) => `=== ${JSON.stringify(text)}\n${said(text)}\n`).join('\n'))
  })

  test('tells all that is wrong at once', () => {
    const lines = read('a: 0644\na: !x 1\nb: .nan\n<<: {}\n').problems.map(({ at }) => at?.line)
    assert.deepEqual(lines.sort(), [1, 2, 2, 3, 4])
  })
})

const said = (text: string): string => read(text).problems.map(problemText).join('\n')

const traps: readonly string[] = [
  'when: !x\n',
  'tasks:\n  - name: x\n    when: !now.same && !inputs.offline\n',
  'a: !!int 5\n',
  'a: {{ x }}\n',
  'a: {{ x }}/bin\n',
  'a: { b: $' + '{{ x.y }}/bin, c: "$' + '{{ y }}" }\n',
  'a: [$' + '{{ x }}]\n',
  'a: 1\nb: 2\na: 3\n',
  'a: 0644\n',
  'a: 12345678901234567890\n',
  'a: .inf\n',
  'a:\n\t- b\n',
  'a: b: c\n',
  'when: x == "a: b"\n',
  'a: "x\nb: 2\n',
  'a: [1, 2\nb: 3\n',
  "a: 'it's'\n",
  'a: @x\n',
  'a: `x`\n',
  '? {a: 1}\n: 2\n',
  '%YAML 1.1\n---\na: yes\n',
  'a: 1\n---\nb: 2\n',
  'a: &a [1]\n<<: *a\n',
  'a: *nope\n',
  'a: &a [*a]\n',
  '__proto__: 1\n',
  '',
]

describe('readYaml() on hostile text', () => {
  test('refuses ten million characters without looking', () => {
    assert.match(said(`a: ${'x'.repeat(10_000_000)}`), /larger than 4\.0 MiB/)
  })

  test('refuses deep nesting', () => {
    assert.match(said(`a: ${'['.repeat(70)}${']'.repeat(70)}`), /nested deeper than 64/)
    assert.match(said(`a: ${'['.repeat(20_000)}`), /nested too deep/)
  })

  test('refuses an alias bomb, once', () => {
    const rows = Array.from(
      { length: 9 },
      (_, row) => `k${row}: &k${row} [${Array(10).fill(row ? `*k${row - 1}` : 'x')}]`,
    )
    const { problems } = read(rows.join('\n'))
    assert.equal(problems.length, 1)
    assert.match(problems[0]?.message ?? '', /aliases grow to more than/)
  })

  test('keeps the prototype clean', () => {
    read('a: { constructor: { prototype: { polluted: 1 } } }\n__proto__: { polluted: 1 }\n')
    assert.equal('polluted' in {}, false)
  })
})
