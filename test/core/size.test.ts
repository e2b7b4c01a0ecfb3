import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSize, sizeText } from '../../src/core/size.js'

test('parseSize() reads bytes and powers of 1024', () => {
  const cases: [string, number | null][] = [
    ['512', 512],
    ['64k', 65_536],
    ['10GiB', 10 * 1024 ** 3],
    ['1.5M', 1_572_864],
    ['12B', 12],
    ['ten', null],
    ['1X', null],
  ]
  for (const [text, bytes] of cases) assert.equal(parseSize(text), bytes, text)
})

test('sizeText() shows one decimal from KiB on', () => {
  assert.equal(sizeText(512), '512 B')
  assert.equal(sizeText(222_717_542), '212.4 MiB')
})
