import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFlags, usageText } from '../../src/playground/flags.js'

const specs = { V: { kind: 'bool' }, name: { kind: 'string', usage: 'a name' }, ttl: { kind: 'int' } } as const
const values = (...args: string[]) => Object.fromEntries(parseFlags(args, specs).values)

const rows: readonly (readonly [string[], object])[] = [
  [['-name=x'], { name: 'x' }],
  [['--name', 'x'], { name: 'x' }],
  [['-V', '--name='], { V: 'true', name: '' }],
  [['-V=false'], { V: 'false' }],
  [['-name', '-V'], { name: '-V' }],
  [['-ttl=-5'], { ttl: '-5' }],
  [['-name=a=b'], { name: 'a=b' }],
]

for (const [args, expected] of rows) {
  test(`parseFlags() ${args.join(' ')}`, () => assert.deepEqual(values(...args), expected))
}

const wrong: readonly (readonly [string[], RegExp])[] = [
  [['-foo'], /^flag provided but not defined: -foo$/],
  [['--name'], /^flag needs an argument: -name$/],
  [['-V=maybe'], /^invalid boolean value "maybe" for -V: parse error$/],
  [['-ttl=x'], /^invalid value "x" for flag -ttl: parse error$/],
  [['---x'], /^bad flag syntax: ---x$/],
]

for (const [args, message] of wrong) {
  test(`parseFlags() refuses ${args.join(' ')}`, () => assert.throws(() => values(...args), { message }))
}

test('parseFlags() ends at the first word, at --, and at -h', () => {
  assert.deepEqual(parseFlags(['-V', 'word', '-x'], specs).rest, ['word', '-x'])
  assert.deepEqual(parseFlags(['--', '-V'], specs).rest, ['-V'])
  assert.equal(parseFlags(['-h'], specs).help, true)
  assert.deepEqual([...parseFlags(['--web.x=1', '--y'], specs, { lenient: true }).values.keys()], ['web.x', 'y'])
})

test('usageText() lists flags by name', () => {
  assert.match(usageText('dm-master', specs), /^Usage of dm-master:\n {2}-V\n.*\n {2}-name string\n +\ta name\n/)
})
