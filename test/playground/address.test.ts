import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, hostPort, isDialable, listOf, urlOf } from '../../src/playground/address.js'

const rows: readonly (readonly [string, { host: string; port: number } | null])[] = [
  ['h:1', { host: 'h', port: 1 }],
  [':8261', { host: '', port: 8261 }],
  ['http://h:1/path', { host: 'h', port: 1 }],
  ['[::1]:1', { host: '::1', port: 1 }],
  ['h', null],
  ['h:99999', null],
  ['', null],
]

for (const [text, expected] of rows) {
  test(`addressOf() of "${text}"`, () => assert.deepEqual(addressOf(text), expected))
}

test('isDialable() wants a real host', () => {
  assert.deepEqual(['h:1', ':1', '0.0.0.0:1', '[::]:1', 'h'].map(isDialable), [true, false, false, false, false])
})

test('hostPort(), urlOf(), listOf()', () => {
  assert.equal(hostPort({ host: '::1', port: 1 }), '[::1]:1')
  assert.equal(urlOf('h:1'), 'http://h:1')
  assert.equal(urlOf('https://h:1'), 'https://h:1')
  assert.deepEqual(listOf(' a, b,,'), ['a', 'b'])
})
