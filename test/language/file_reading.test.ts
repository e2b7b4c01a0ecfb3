import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Registers, registerLines } from '../../src/language/file_reading.js'
import { playNames } from '../../src/language/names.js'
import { nodeOf } from './fixture.js'

test('Registers have the keys of every task that sets them', () => {
  const registers = new Registers()
  const names = playNames({ inputs: [], select: false, later: new Map() })
  registers.add('now', ['a'])
  registers.add('now', ['b', 'a'])
  assert.deepEqual(registers.within(names).keys('now'), ['a', 'b'])
  registers.add('now', null)
  assert.equal(registers.within(names).keys('now'), null)
})

test('registerLines() finds the first task that sets each, however deep', () => {
  const lines = registerLines(nodeOf('tasks:\n  - block:\n      - register: a\n      - register: b\n  - register: a\n'))
  assert.deepEqual(
    [...lines],
    [
      ['a', 3],
      ['b', 4],
    ],
  )
})
